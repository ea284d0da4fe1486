/** What relayguard.xml says: one record per component, one strict parser, every default written once. */
@NullMarked
package io.relayguard.core.settings;

import org.jspecify.annotations.NullMarked;
