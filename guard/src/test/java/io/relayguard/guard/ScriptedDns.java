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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A DNS server on a loopback port, UDP and TCP, that says what it is told and notes what it was asked. */
final class ScriptedDns implements AutoCloseable {
    private static final int LARGEST = 4096;
    private static final int MOST_ATTEMPTS = 20;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<Question, List<Record>> answers = new ConcurrentHashMap<>();
    private final Map<Question, Integer> failures = new ConcurrentHashMap<>();
    private final Set<Name> truncated = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private record Question(Name name, int type) {}

    ScriptedDns() throws IOException {
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

    DnsSettings.Server server() {
        return new DnsSettings.Server(IpAddress.of(udp.getLocalAddress()), udp.getLocalPort());
    }

    /** It has these records, each written as in a zone file. */
    ScriptedDns has(String name, int type, String... data) {
        answers.put(
                new Question(name(name), type),
                Arrays.stream(data).map(text -> record(name, type, text)).toList());
        return this;
    }

    /** It answers this question with an error, such as {@link Rcode#SERVFAIL}. */
    ScriptedDns fails(String name, int type, int code) {
        failures.put(new Question(name(name), type), code);
        return this;
    }

    /** It has no more errors. */
    ScriptedDns recovers() {
        failures.clear();
        return this;
    }

    /** It tells whoever asks for this name by UDP to ask by TCP. */
    ScriptedDns truncates(String name) {
        truncated.add(name(name));
        return this;
    }

    /** From now on it answers nothing. */
    ScriptedDns fallsSilent() {
        silent = true;
        return this;
    }

    /** What it was asked, such as {@code UDP example.org. MX}. */
    List<String> asked() {
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
                Optional<byte[]> reply = reply("UDP", Arrays.copyOf(buffer, packet.getLength()));
                if (reply.isPresent()) {
                    udp.send(new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
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
                question, answers.getOrDefault(new Question(question.name(), Type.CNAME), List.of()));
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
