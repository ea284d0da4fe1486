/** Black box: real James processes on the samples of this project, seen from the outside. */
@NullMarked
package io.relayguard.it;

import org.jspecify.annotations.NullMarked;
