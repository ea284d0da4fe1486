package io.relayguard.relaytest;

/** Hears how a test goes on, in the thread that runs it. */
public interface Progress {
    /** Nobody listens. */
    Progress UNHEARD = new Progress() {
        @Override
        public void connected(Channel channel, String greeting) {}

        @Override
        public void tried(Finding finding, int done, int all) {}
    };

    /** A channel that is going to be tested has answered. */
    void connected(Channel channel, String greeting);

    /** One form more is through. */
    void tried(Finding finding, int done, int all);
}
