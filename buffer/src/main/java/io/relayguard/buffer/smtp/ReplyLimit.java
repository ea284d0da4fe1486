package io.relayguard.buffer.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;

/**
 * Ends the conversation over a reply of more than {@value #MOST} octets: NioSmtpClient limits a reply's lines, but not
 * their number, so a primary that never ends one would fill memory.
 */
final class ReplyLimit extends ChannelInboundHandlerAdapter {
    static final int MOST = 64 * 1024;
    private static final int AFTER_CODE = 3;

    private int inLine;
    private int inReply;
    private boolean goesOn;

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
        inLine++;
        if (octet == '\n') {
            inReply = goesOn ? inReply : 0;
            inLine = 0;
        }
    }
}
