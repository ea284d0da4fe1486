package io.relayguard.buffer.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the replies as they come, and ends the conversation over one of more than {@value #MOST} octets: NioSmtpClient
 * limits a reply's lines, but not their number, so a primary that never ends one would fill memory. Nor does it say how
 * many of the replies to a pipelined group have come.
 */
final class Replies extends ChannelInboundHandlerAdapter {
    static final int MOST = 64 * 1024;
    private static final int AFTER_CODE = 3;
    private static final int LONGEST_LINE = 500;

    private int inLine;
    private int inReply;
    private int ended;
    private boolean goesOn;
    private final StringBuilder line = new StringBuilder();

    private volatile @Nullable Executor loop;
    private volatile BooleanSupplier mayCome = () -> true;
    private volatile boolean early;
    private volatile String marked = "";
    private volatile int count;
    private volatile String last = "";
    private volatile long lastAt = System.nanoTime();

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        loop = context.executor();
    }

    /** The thread that the connection lives on. */
    Executor loop() {
        return Objects.requireNonNull(loop, "nothing is connected yet");
    }

    /** How many have come to their end, the greeting among them. */
    int count() {
        return count;
    }

    /**
     * The next one is remembered; called while none is on its way.
     *
     * @param inTime asked when it comes: if it may come then
     */
    void mark(BooleanSupplier inTime) {
        mayCome = inTime;
        early = false;
        marked = "";
    }

    /** The beginning of the last line of the first one since {@link #mark}; empty if none has come. */
    String marked() {
        return marked;
    }

    /** If that one came before it was due. */
    boolean isEarly() {
        return early;
    }

    /** The beginning of the last line of the last one. */
    String last() {
        return last;
    }

    /** When the last one came to its end, on the clock of {@link System#nanoTime()}. */
    long lastAt() {
        return lastAt;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (read instanceof ByteBuf replies && isTooLong(replies)) {
            replies.release();
            throw new TooLongFrameException("a reply of more than " + MOST + " octets");
        }
        context.fireChannelRead(read);
    }

    private boolean isTooLong(ByteBuf replies) {
        for (int i = replies.readerIndex(); i < replies.writerIndex(); i++) {
            count(replies.getByte(i));
            if (inReply > MOST) {
                return true;
            }
        }
        return false;
    }

    /** A hyphen behind the code says that another line follows (RFC 5321 section 4.2.1). */
    private void count(byte octet) {
        inReply++;
        if (inLine == AFTER_CODE) {
            goesOn = octet == '-';
        }
        if (inLine < LONGEST_LINE) {
            line.append((char) (octet & 0xff));
        }
        inLine++;
        if (octet == '\n') {
            if (!goesOn) {
                end();
            }
            line.setLength(0);
            inLine = 0;
            goesOn = false;
        }
    }

    private void end() {
        inReply = 0;
        ended++;
        last = line.toString().strip();
        if (marked.isEmpty()) {
            early = !mayCome.getAsBoolean();
            marked = last;
        }
        lastAt = System.nanoTime();
        count = ended;
    }
}
