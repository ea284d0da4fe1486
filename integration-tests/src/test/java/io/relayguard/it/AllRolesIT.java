package io.relayguard.it;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** conf-samples/all-roles: every role at once. */
class AllRolesIT implements OpenRelayForms, RoleMatrix {
    private static final Matrix MATRIX = Matrix.of("""
            client           sender        | user       postmaster  relay-domain  elsewhere
            inside           local=forged  | 250        250         250           250
            inside           foreign       | 250        250         250           250
            inside           null          | 250        250         250           250
            user             local         | 250        250         250           250
            user             foreign       | 250        250         250           250
            user             null          | 250        250         250           250
            user             forged        | 250        250         250           250
            outside          forged=local  | 250        250         250           denied
            outside          foreign       | 250        250         250           denied
            outside          null          | 250        250         250           denied
            proxied-inside   local=forged  | 250        250         250           250
            proxied-inside   foreign       | 250        250         250           250
            proxied-inside   null          | 250        250         250           250
            proxied-outside  forged=local  | 250        250         250           denied
            proxied-outside  foreign       | 250        250         250           denied
            proxied-outside  null          | 250        250         250           denied
            fetched          forged=local  | delivered  delivered   primary       kept
            fetched          foreign       | delivered  delivered   primary       kept
            fetched          null          | delivered  delivered   primary       kept
            """);

    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.ALL_ROLES, DOORS::openedIn);

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
    }

    @Override
    public RunningJames james() {
        return JAMES;
    }

    @Override
    public Doors doors() {
        return DOORS;
    }

    @Override
    public Cast cast() {
        return CAST;
    }

    @Override
    public Matrix matrix() {
        return MATRIX;
    }

    @Override
    public String goodRecipient() {
        return "bob@example.com";
    }
}
