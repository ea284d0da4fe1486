package io.relayguard.guard;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.DnsSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A DNS server on a loopback port, UDP and TCP, that says what it is told and notes what it was asked; it closes each TCP
 * connection after one reply.
 */
public final class ScriptedDns implements AutoCloseable {
    private static final int LARGEST = 4096;
    private static final int MOST_ATTEMPTS = 20;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<Question, List<Record>> answers = new ConcurrentHashMap<>();
    private final Map<Question, Integer> failures = new ConcurrentHashMap<>();
    private final Set<Name> truncated = ConcurrentHashMap.newKeySet();
    private final Map<Name, Record> wildcards = new ConcurrentHashMap<>();
    private final Map<Name, Consumer<Message>> changes = new ConcurrentHashMap<>();
    private final Set<Name> held = ConcurrentHashMap.newKeySet();
    private final Queue<DatagramPacket> heldBack = new ConcurrentLinkedQueue<>();
    private final AtomicInteger toDrop = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private record Question(Name name, int type) {}

    public ScriptedDns() throws IOException {
        tcp = new ServerSocket();
        udp = onePortForBoth(tcp);
        daemon(this::serveUdp);
        daemon(this::serveTcp);
    }

    /** A port that is free for UDP may be taken for TCP: then another one. */
    private static DatagramSocket onePortForBoth(ServerSocket tcp) throws IOException {
        for (int attempt = 1; ; attempt++) {
            DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            try {
                tcp.bind(udp.getLocalSocketAddress(), 10);
                return udp;
            } catch (BindException taken) {
                udp.close();
                if (attempt == MOST_ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-dns");
        thread.setDaemon(true);
        thread.start();
    }

    public DnsSettings.Server server() {
        return new DnsSettings.Server(IpAddress.of(udp.getLocalAddress()), udp.getLocalPort());
    }

    /** It has these records, each written as in a zone file. */
    public ScriptedDns has(String name, int type, String... data) {
        answers.put(
                new Question(name(name), type),
                Arrays.stream(data).map(text -> record(name, type, text)).toList());
        return this;
    }

    /** It answers this question with an error, such as {@link Rcode#SERVFAIL}. */
    public ScriptedDns fails(String name, int type, int code) {
        failures.put(new Question(name(name), type), code);
        return this;
    }

    /** It has no more errors. */
    public ScriptedDns recovers() {
        failures.clear();
        return this;
    }

    /** It tells whoever asks for this name by UDP to ask by TCP. */
    public ScriptedDns truncates(String name) {
        truncated.add(name(name));
        return this;
    }

    /** From now on it answers nothing. */
    public ScriptedDns fallsSilent() {
        silent = true;
        return this;
    }

    /** Every name below this one that has no address of its own has this one. */
    public ScriptedDns hasBelow(String name, String address) {
        wildcards.put(name(name), record(name, Type.A, address));
        return this;
    }

    /** Its replies about this name are changed, as nothing else here can say them. */
    public ScriptedDns changes(String name, Consumer<Message> change) {
        changes.put(name(name), change);
        return this;
    }

    /** Its replies by UDP about this name, and whatever is below, are kept back until {@link #releases}. */
    public ScriptedDns holds(String name) {
        held.add(name(name));
        return this;
    }

    /** It sends all that it has kept back, and keeps nothing back any more. */
    public ScriptedDns releases() throws IOException {
        held.clear();
        for (DatagramPacket packet = heldBack.poll(); packet != null; packet = heldBack.poll()) {
            udp.send(packet);
        }
        return this;
    }

    /** It does not hear the next questions by UDP, as if they were lost. */
    public ScriptedDns drops(int packets) {
        toDrop.set(packets);
        return this;
    }

    /** What it was asked below this name, without the zone's own tests. */
    public List<String> askedBelow(String name) {
        return asked.stream()
                .filter(question -> question.contains("." + name + "."))
                .filter(question -> !question.contains(".0.0.127." + name) && !question.contains(".f.7.f.f.f.f."))
                .filter(question -> !question.contains(" invalid.") && !question.contains(" test."))
                .toList();
    }

    /** What it was asked, such as {@code UDP example.org. MX}. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    private void serveUdp() {
        byte[] buffer = new byte[LARGEST];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] query = Arrays.copyOf(buffer, packet.getLength());
                Optional<byte[]> reply = reply("UDP", query);
                if (reply.isPresent()) {
                    send(query, new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void send(byte[] query, DatagramPacket reply) throws IOException {
        Name name = new Message(query).getQuestion().getName();
        if (held.stream().anyMatch(name::subdomain)) {
            heldBack.add(reply);
        } else if (toDrop.getAndUpdate(left -> Math.max(left - 1, 0)) == 0) {
            udp.send(reply);
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket client = tcp.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                Optional<byte[]> reply = reply("TCP", in.readNBytes(in.readUnsignedShort()));
                if (reply.isPresent()) {
                    out.writeShort(reply.get().length);
                    out.write(reply.get());
                }
            } catch (IOException closed) {
                // the client left, or the test is over: the loop's condition knows
            }
        }
    }

    private Optional<byte[]> reply(String protocol, byte[] wire) throws IOException {
        Message query = new Message(wire);
        Record question = query.getQuestion();
        asked.add(protocol + " " + question.getName() + " " + Type.string(question.getType()));
        if (silent) {
            return Optional.empty();
        }
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RD);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(question, Section.QUESTION);
        if (protocol.equals("UDP") && truncated.contains(question.getName())) {
            reply.getHeader().setFlag(Flags.TC);
        } else {
            answer(new Question(question.getName(), question.getType()), reply);
            changes.getOrDefault(question.getName(), unchanged -> {}).accept(reply);
        }
        return Optional.of(reply.toWire());
    }

    private void answer(Question question, Message reply) {
        Integer failure = failures.get(question);
        if (failure != null) {
            reply.getHeader().setRcode(failure);
            return;
        }
        List<Record> found = answers.getOrDefault(
                question, answers.getOrDefault(new Question(question.name(), Type.CNAME), wildcard(question)));
        found.forEach(record -> reply.addRecord(record, Section.ANSWER));
        if (found.isEmpty()) {
            boolean known = answers.keySet().stream()
                            .anyMatch(other -> other.name().equals(question.name()))
                    || failures.keySet().stream().anyMatch(other -> other.name().equals(question.name()));
            reply.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
            reply.addRecord(
                    record("example.", Type.SOA, "ns.example. admin.example. 1 3600 600 86400 60"), Section.AUTHORITY);
        }
    }

    private List<Record> wildcard(Question question) {
        return wildcards.entrySet().stream()
                .filter(zone -> question.type() == Type.A && question.name().subdomain(zone.getKey()))
                .map(zone -> zone.getValue().withName(question.name()))
                .toList();
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static Record record(String name, int type, String data) {
        try {
            return Record.fromString(name(name), type, DClass.IN, 300, data, Name.root);
        } catch (IOException wrong) {
            throw new AssertionError(data, wrong);
        }
    }
}
