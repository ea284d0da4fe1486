package io.relayguard.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** What is planted in a jar and would fail on James 3.9.0 is reported; what would work is not. */
class LinkageCheckTest {
    private static final String WHO = "io.relayguard.Planted ";
    private static final String MAIL = "org/apache/mailet/Mail";

    private static LinkageCheck check;

    @BeforeAll
    static void read() throws IOException {
        check = new LinkageCheck(Jars.james39(), KeptList.parse(List.of()));
    }

    @Test
    void classThat39NoLongerHasIsReported() {
        assertThat(problems(Planted.cast("javax/mail/MessagingException")))
                .containsExactly(WHO + "refers to javax.mail.MessagingException: there is no such class");
    }

    @Test
    void classInADescriptorIsReported() {
        assertThat(problems(Planted.call(
                        Opcodes.INVOKEINTERFACE, MAIL, "getMessage", "()Ljavax/mail/internet/MimeMessage;")))
                .containsExactly(
                        WHO + "refers to javax.mail.internet.MimeMessage org.apache.mailet.Mail.getMessage():"
                                + " the class has no such member",
                        WHO + "refers to javax.mail.internet.MimeMessage: there is no such class");
    }

    @Test
    void methodThatIsNotThereIsReported() {
        assertThat(problems(Planted.call(Opcodes.INVOKEINTERFACE, MAIL, "getLimbo", "()V")))
                .containsExactly(
                        WHO + "refers to void org.apache.mailet.Mail.getLimbo(): the class has no such member");
    }

    /** So 3.8 had it; 3.9 wants the processor's name before the metrics. */
    @Test
    void methodWhoseParametersHaveChangedIsReported() {
        String descriptor = "(Lorg/apache/james/metrics/api/MetricFactory;)V";
        assertThat(problems(Planted.call(
                        Opcodes.INVOKESPECIAL,
                        "org/apache/james/mailetcontainer/impl/MailetProcessorImpl",
                        "<init>",
                        descriptor)))
                .singleElement()
                .asString()
                .endsWith("the class has no such member");
    }

    @Test
    void fieldThatIsNotThereIsReported() {
        assertThat(problems(Planted.read(Opcodes.GETSTATIC, MAIL, "LIMBO", "Ljava/lang/String;")))
                .containsExactly(
                        WHO
                                + "refers to static java.lang.String org.apache.mailet.Mail.LIMBO: the class has no such member");
    }

    @Test
    void callOfAnInstanceMethodAsAStaticOneIsReported() {
        assertThat(problems(Planted.call(Opcodes.INVOKESTATIC, MAIL, "getName", "()Ljava/lang/String;")))
                .containsExactly(
                        WHO + "refers to static java.lang.String org.apache.mailet.Mail.getName(): it is not static");
    }

    @Test
    void methodOfAnotherPackageAloneIsReported() {
        assertThat(problems(Planted.call(Opcodes.INVOKESPECIAL, "java/lang/String", "isLatin1", "()Z")))
                .containsExactly(
                        WHO + "refers to boolean java.lang.String.isLatin1(): it is seen in its own package only");
    }

    @Test
    void abstractMethodThatNobodyWroteIsReported() {
        assertThat(problems(Planted.child("java/lang/Object", "org/apache/mailet/Matcher")))
                .contains(WHO
                        + "does not have java.util.Collection org.apache.mailet.Matcher.match(org.apache.mailet.Mail)");
    }

    @Test
    void childOfAFinalClassIsReported() {
        assertThat(problems(Planted.child("java/lang/String")))
                .contains(WHO + "extends java/lang/String, which is final");
    }

    @Test
    void overrideOfAFinalMethodIsReported() {
        assertThat(problems(Planted.childWith("java/lang/Object", "notify", "()V")))
                .containsExactly(WHO + "overrides void java.lang.Object.notify(), which is final");
    }

    @Test
    void whatIsInheritedIsFound() {
        assertThat(problems(Planted.call(
                        Opcodes.INVOKEVIRTUAL,
                        "org/apache/james/server/core/MailImpl",
                        "getMaybeSender",
                        "()Lorg/apache/james/core/MaybeSender;")))
                .isEmpty();
        assertThat(problems(Planted.call(Opcodes.INVOKEINTERFACE, MAIL, "hashCode", "()I")))
                .isEmpty();
        assertThat(problems(Planted.read(
                        Opcodes.GETSTATIC, "org/apache/james/server/core/MailImpl", "GHOST", "Ljava/lang/String;")))
                .isEmpty();
        assertThat(problems(Planted.child("java/lang/Thread", "java/lang/Runnable")))
                .isEmpty();
    }

    @Test
    void arraysHaveWhatEveryObjectHas() {
        assertThat(problems(Planted.call(Opcodes.INVOKEVIRTUAL, "[I", "clone", "()Ljava/lang/Object;")))
                .isEmpty();
    }

    @Test
    void whatTheKeptListNamesPasses() {
        Library jar = Planted.cast("org/apache/james/protocols/smtp/SMTPSession");
        KeptList kept = KeptList.parse(
                List.of("org.apache.james.protocols.smtp.SMTPSession | a | b", "org.apache.james.Unneeded | a | b"));
        LinkageCheck lenient = new LinkageCheck(Library.of(Map.of()), kept);

        assertThat(lenient.problems(jar)).isEmpty();
        assertThat(lenient.unused(jar)).containsExactly("org.apache.james.Unneeded");
    }

    private static Set<String> problems(Library jar) {
        return check.problems(jar);
    }
}
