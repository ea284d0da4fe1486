package io.relayguard.core.address;

import com.google.common.primitives.Ints;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names one behind the other in one array of bytes, each with its length before it and its number behind it. */
final class PackedNames {
    private byte[] bytes;
    private int end;

    private PackedNames(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    static PackedNames none() {
        return new PackedNames(new byte[64], 0);
    }

    /** A copy that has no room for more. */
    PackedNames trimmed() {
        return new PackedNames(Arrays.copyOf(bytes, end), end);
    }

    /** Says at which offset the name begins. Its length, 253 at most, fits into a byte; it is in ASCII. */
    int append(DomainName name, int number) {
        byte[] octets = name.value().getBytes(StandardCharsets.US_ASCII);
        int offset = end;
        end = Math.addExact(offset, 1 + octets.length + Integer.BYTES);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, end + (long) end / 2));
        }
        bytes[offset] = (byte) octets.length;
        System.arraycopy(octets, 0, bytes, offset + 1, octets.length);
        System.arraycopy(Ints.toByteArray(number), 0, bytes, end - Integer.BYTES, Integer.BYTES);
        return offset;
    }

    /** If this very name begins there. */
    boolean isAt(int offset, String name) {
        if (length(offset) != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[offset + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String name(int offset) {
        return new String(bytes, offset + 1, length(offset), StandardCharsets.US_ASCII);
    }

    int number(int offset) {
        int at = offset + 1 + length(offset);
        return Ints.fromBytes(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
    }

    /** The offset behind this name: the next one's, or the end. */
    int next(int offset) {
        return offset + 1 + length(offset) + Integer.BYTES;
    }

    int end() {
        return end;
    }

    private int length(int offset) {
        return Byte.toUnsignedInt(bytes[offset]);
    }
}
