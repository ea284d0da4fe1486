package io.relayguard.guard;

import io.relayguard.core.address.MailHost;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.ListingText;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Unlisted;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.Reply;
import io.relayguard.guard.dnsbl.Check;
import io.relayguard.guard.dnsbl.DnsLists;
import io.relayguard.guard.dnsbl.ZoneReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whom the lists in DNS are asked about, and what follows: strangers only, never internal or exempt clients; an address
 * that is nobody's on the Internet is not asked about, nor is what is no domain name.
 *
 * <p>A listing can refuse; nothing that a list says can permit. Threads may share it.
 */
public final class DnsblGuard {
    private final DnsLists lists;
    private final DnsblJournal journal;
    private final Supplier<Networks> networks;
    private final Supplier<Mode> mode;

    DnsblGuard(DnsLists lists, DnsblJournal journal, Supplier<Networks> networks, Supplier<Mode> mode) {
        this.lists = lists;
        this.journal = journal;
        this.networks = networks;
        this.mode = mode;
    }

    /** Begins to ask the zones of {@code <dnsbl>}; returns at once. */
    public Check ask(IpAddress client, ReversePath reversePath, String helo) {
        return ask(lists.settings().rules(), client, reversePath, helo);
    }

    /** Begins to ask a matcher's own zones. */
    public Check ask(DnsblRules rules, IpAddress client, ReversePath reversePath, String helo) {
        return lists.check(rules, subjects(client, reversePath, helo));
    }

    private List<Subject> subjects(IpAddress client, ReversePath reversePath, String helo) {
        List<Subject> subjects = new ArrayList<>(3);
        if (networks.get().isInside(client) || lists.settings().exempt().contains(client)) {
            return subjects;
        }
        if (!Unlisted.contains(client)) {
            subjects.add(new Subject.Client(client));
        }
        if (!reversePath.isNull() && reversePath.host() instanceof MailHost.Named sender) {
            subjects.add(new Subject.Sender(sender.name()));
        }
        if (MailHost.of(helo) instanceof MailHost.Named name) {
            subjects.add(new Subject.Helo(name.name()));
        }
        return subjects;
    }

    /** What the zones say, waited for until their deadline. */
    public DnsblVerdict verdict(Check check) {
        return lists.decide(check);
    }

    /** The refusal of this recipient, if it has to be refused: logged and counted. */
    public Optional<Reply> refusal(Check check, ReversePath reversePath, Recipient recipient) {
        DnsblVerdict verdict = verdict(check);
        Optional<Zone> decisive = verdict.decisive();
        if (decisive.isEmpty()) {
            return Optional.empty();
        }
        Mode now = mode.get();
        if (now != Mode.ENFORCE) {
            journal.wouldRefuse(now, verdict, check.subjects(), reversePath, recipient);
            return Optional.empty();
        }
        journal.refused(verdict, check.subjects(), reversePath, recipient);
        return decisive.map(zone -> reply(check, verdict, zone));
    }

    private Reply reply(Check check, DnsblVerdict verdict, Zone zone) {
        ListingText text = lists.text(check, zone);
        String subject = check.subjects().stream()
                .filter(asked -> asked.kind() == zone.kind())
                .map(Subject::shown)
                .findFirst()
                .orElse("client");
        return Reply.listed(subject, verdict.refusing(), text);
    }

    /** Has a matcher's own zones watched and tested from now on. */
    public void watch(DnsblRules rules) {
        lists.watchAll(rules);
    }

    /** How all zones stand. */
    public List<ZoneReport> report() {
        return lists.report();
    }
}
