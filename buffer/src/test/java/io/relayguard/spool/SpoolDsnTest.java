package io.relayguard.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDsnTest {
    /** James keeps them in attributes, two of which are maps: the file has to give those back as well. */
    @Test
    void whatTheSenderWantsToBeToldSurvivesARestart(@TempDir Path folder) throws Exception {
        DsnParameters wishes = DsnParameters.builder()
                .envId(EnvId.of("QQ+3D314159"))
                .ret(Ret.HDRS)
                .addRcptParameter(
                        new MailAddress("a@example.org"),
                        RecipientDsnParameters.of(
                                EnumSet.of(Notify.FAILURE, Notify.DELAY), new MailAddress("you+2Bx@example.net")))
                .addRcptParameter(new MailAddress("b@example.org"), RecipientDsnParameters.of(EnumSet.of(Notify.NEVER)))
                .build()
                .orElseThrow();
        MailImpl mail = Mails.mail("wishes", Mails.SHORT, "a@example.org", "b@example.org", "c@example.org");
        mail.setDsnParameters(wishes);
        MailKey key = new SpoolMailRepository(folder).store(mail);

        SpoolMailRepository afterARestart = new SpoolMailRepository(folder);

        assertThat(Mails.read(afterARestart, key).dsnParameters()).contains(wishes);
    }
}
