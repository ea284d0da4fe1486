/** The buffer over James's own mail repositories and ours: one contract. */
@org.jspecify.annotations.NullMarked
package io.relayguard.repositories;
