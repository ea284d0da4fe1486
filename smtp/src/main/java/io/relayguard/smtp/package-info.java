/** James SMTP hooks: each asks the guard before DATA. */
@NullMarked
package io.relayguard.smtp;

import org.jspecify.annotations.NullMarked;
