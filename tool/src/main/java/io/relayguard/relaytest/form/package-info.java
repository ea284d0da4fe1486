/** The forms that are tried, as data: what is sent, and what it means if a server accepts it. No sockets. */
@NullMarked
package io.relayguard.relaytest.form;

import org.jspecify.annotations.NullMarked;
