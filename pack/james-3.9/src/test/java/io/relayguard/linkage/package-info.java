/**
 * Whether what a jar refers to is there: each class, method and field, looked up in class files as the Java machine would
 * look it up when the code first runs.
 */
@NullMarked
package io.relayguard.linkage;

import org.jspecify.annotations.NullMarked;
