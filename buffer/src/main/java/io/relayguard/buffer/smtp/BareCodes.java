package io.relayguard.buffer.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Gives a reply that is a code alone a text: RFC 5321 section 4.2 lets a primary answer so, NioSmtpClient does not
 * understand it. A final dot that is answered by a bare 250 would be sent again and again.
 */
final class BareCodes extends ChannelInboundHandlerAdapter {
    private static final byte[] TEXT = "(no text)".getBytes(StandardCharsets.US_ASCII);
    private static final int CODE = 3;

    private int inLine;
    private byte last;

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (!(read instanceof ByteBuf replies)) {
            context.fireChannelRead(read);
            return;
        }
        ByteBuf rest = replies;
        for (int i = rest.readerIndex(); i < rest.writerIndex(); i++) {
            byte octet = rest.getByte(i);
            if ((octet == '\r' || octet == '\n') && isBare()) {
                context.fireChannelRead(upTo(i, rest, context));
                rest = rest.readerIndex(i);
            }
            inLine = octet == '\n' ? 0 : inLine + 1;
            last = octet;
        }
        context.fireChannelRead(rest);
    }

    private boolean isBare() {
        return inLine == CODE || (inLine == CODE + 1 && last == ' ');
    }

    /** A copy, with a text at its end. */
    private ByteBuf upTo(int end, ByteBuf replies, ChannelHandlerContext context) {
        ByteBuf full = context.alloc().buffer(end - replies.readerIndex() + 1 + TEXT.length);
        full.writeBytes(replies, replies.readerIndex(), end - replies.readerIndex());
        if (inLine == CODE) {
            full.writeByte(' ');
        }
        return full.writeBytes(TEXT);
    }
}
