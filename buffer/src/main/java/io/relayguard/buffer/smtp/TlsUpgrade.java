package io.relayguard.buffer.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the connection over to TLS right behind the reply to STARTTLS, not an octet later: what somebody on the way puts
 * behind that reply would pass for the primary's protected words. NioSmtpClient's own {@code startTls()} keeps half a
 * line of it. A primary has nothing to say there, so the connection is closed (RFC 3207 section 6).
 */
final class TlsUpgrade extends ChannelInboundHandlerAdapter {
    private static final String READY = "220";
    private static final int AFTER_CODE = 3;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Duration longest;
    private final StringBuilder line = new StringBuilder();
    private volatile @Nullable SSLEngine waiting;

    /** The handshake may take so long. */
    TlsUpgrade(Duration longest) {
        this.longest = longest;
    }

    /** Told before STARTTLS is sent. */
    void expect(SSLEngine engine) {
        waiting = engine;
    }

    /** Over once the connection is safe, or is not going to be. */
    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        SSLEngine engine = waiting;
        if (engine != null && read instanceof ByteBuf octets && !goesOn(context, octets, engine)) {
            octets.release();
            done.completeExceptionally(new SSLException("octets came behind the reply to STARTTLS, before TLS"));
            var unused = context.close();
            return;
        }
        context.fireChannelRead(read);
    }

    /** If the octets may be handed on: they are the reply to STARTTLS, a part of it, or a refusal. */
    private boolean goesOn(ChannelHandlerContext context, ByteBuf octets, SSLEngine engine) {
        for (int i = octets.readerIndex(); i < octets.writerIndex(); i++) {
            if (isEnd(octets.getByte(i))) {
                waiting = null;
                boolean ready = line.indexOf(READY) == 0;
                boolean alone = i + 1 == octets.writerIndex();
                if (ready && alone) {
                    begin(context, engine);
                }
                return alone || !ready;
            }
        }
        return true;
    }

    /** The end of the last line of the reply; the beginning of that line is kept. */
    private boolean isEnd(byte octet) {
        if (octet != '\n') {
            if (line.length() <= AFTER_CODE) {
                line.append((char) (octet & 0xff));
            }
            return false;
        }
        boolean last = line.length() <= AFTER_CODE || line.charAt(AFTER_CODE) != '-';
        if (!last) {
            line.setLength(0);
        }
        return last;
    }

    private void begin(ChannelHandlerContext context, SSLEngine engine) {
        SslHandler tls = new SslHandler(engine);
        tls.setHandshakeTimeoutMillis(longest.toMillis());
        var unused = tls.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                done.complete(null);
            } else {
                done.completeExceptionally(handshake.cause());
            }
        });
        context.pipeline().addFirst(tls);
    }
}
