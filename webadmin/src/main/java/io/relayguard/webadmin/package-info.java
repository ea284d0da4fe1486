/** James's webadmin: routes and health checks. */
@NullMarked
package io.relayguard.webadmin;

import org.jspecify.annotations.NullMarked;
