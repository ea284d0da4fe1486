package io.relayguard.benchmarks.dnsbl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What {@link FakeLists} says, octet by octet (RFC 1035 section 4.1): the test entry is there, all else is not. */
final class FakeAnswer {
    private static final int HEADER = 12;
    private static final int TYPE_AND_CLASS = 4;
    private static final int ROOM_FOR_RECORD = 64;
    private static final byte[] TEST_ENTRY = "\0012\0010\0010\003127".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LOOPBACK_2 = 127 << 24 | 2;
    private static final int TTL = 3600;
    private static final short QUESTION_NAME = (short) 0xc00c;
    private static final short NO_ERROR = (short) 0x8580;
    private static final short NO_SUCH_NAME = (short) 0x8583;
    private static final short A = 1;
    private static final short SOA = 6;
    private static final short IN = 1;
    private static final int SOA_NUMBERS = 5;

    private FakeAnswer() {}

    static ByteBuffer to(ByteBuffer query) {
        int end = endOfQuestion(query);
        boolean listed = startsWith(query, TEST_ENTRY);
        ByteBuffer answer = ByteBuffer.allocate(end + ROOM_FOR_RECORD);
        answer.putShort(query.getShort(0)).putShort(listed ? NO_ERROR : NO_SUCH_NAME);
        answer.putShort((short) 1).putShort((short) (listed ? 1 : 0));
        answer.putShort((short) (listed ? 0 : 1)).putShort((short) 0);
        answer.put(query.slice(HEADER, end - HEADER));
        answer.putShort(QUESTION_NAME);
        if (listed) {
            answer.putShort(A).putShort(IN).putInt(TTL).putShort((short) 4).putInt(LOOPBACK_2);
        } else {
            authority(answer);
        }
        return answer.flip();
    }

    /** Both its names are the root; its last number is how long a "no" may be kept (RFC 2308 section 5). */
    private static void authority(ByteBuffer answer) {
        int[] numbers = new int[SOA_NUMBERS];
        Arrays.fill(numbers, TTL);
        answer.putShort(SOA).putShort(IN).putInt(TTL).putShort((short) (2 + SOA_NUMBERS * Integer.BYTES));
        answer.put((byte) 0).put((byte) 0);
        for (int number : numbers) {
            answer.putInt(number);
        }
    }

    private static int endOfQuestion(ByteBuffer query) {
        int at = HEADER;
        while (query.get(at) != 0) {
            at += query.get(at) + 1;
        }
        return at + 1 + TYPE_AND_CLASS;
    }

    private static boolean startsWith(ByteBuffer query, byte[] name) {
        return query.limit() >= HEADER + name.length
                && query.slice(HEADER, name.length).equals(ByteBuffer.wrap(name));
    }
}
