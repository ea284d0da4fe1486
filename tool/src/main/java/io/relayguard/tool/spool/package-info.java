/** {@code spool}: what an administrator does to a spool's files without a server. */
@NullMarked
package io.relayguard.tool.spool;

import org.jspecify.annotations.NullMarked;
