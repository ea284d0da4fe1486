package io.relayguard.spool;

/** What a name of a {@link SimulatedDisk} stands for. */
sealed interface SimulatedNode permits SimulatedFile, SimulatedFolder {}
