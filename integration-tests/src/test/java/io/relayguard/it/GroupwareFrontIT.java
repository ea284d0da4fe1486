package io.relayguard.it;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** conf-samples/groupware-front: mail for the groupware server, and its mail to the world. */
class GroupwareFrontIT implements OpenRelayForms, RoleMatrix {
    private static final Matrix MATRIX = Matrix.of("""
            client           sender        | user       postmaster  relay-domain  elsewhere
            inside           local=forged  | denied     250         250           250
            inside           foreign       | denied     250         250           250
            inside           null          | denied     250         250           250
            user             any           | -          -           -             -
            outside          forged=local  | denied     250         250           denied
            outside          foreign       | denied     250         250           denied
            outside          null          | denied     250         250           denied
            proxied-inside   local=forged  | denied     250         250           250
            proxied-inside   foreign       | denied     250         250           250
            proxied-inside   null          | denied     250         250           250
            proxied-outside  forged=local  | denied     250         250           denied
            proxied-outside  foreign       | denied     250         250           denied
            proxied-outside  null          | denied     250         250           denied
            fetched          forged=local  | kept       primary     primary       kept
            fetched          foreign       | kept       primary     primary       kept
            fetched          null          | kept       primary     primary       kept
            """);

    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withPrimary();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.GROUPWARE_FRONT, DOORS::openedIn);

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
        return "ann@example.org";
    }
}
