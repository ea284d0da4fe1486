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
        ByteBuf full = context.alloc().buffer(replies.readableBytes());
        while (replies.isReadable()) {
            next(replies.readByte(), full);
        }
        replies.release();
        context.fireChannelRead(full);
    }

    private void next(byte octet, ByteBuf full) {
        boolean ends = octet == '\r' || octet == '\n';
        if (ends && inLine == CODE) {
            full.writeByte(' ').writeBytes(TEXT);
        } else if (ends && inLine == CODE + 1 && last == ' ') {
            full.writeBytes(TEXT);
        }
        full.writeByte(octet);
        inLine = octet == '\n' ? 0 : inLine + 1;
        last = octet;
    }
}
