package io.relayguard.pack;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.relayguard.james.WrongJames;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the house: matchers, mailets, smtp, webadmin to guard to buffer to core; buffer and tool to the spool's
 * format; tool to core; none among these, none back.
 */
@AnalyzeClasses(packages = "io.relayguard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    private static final String[] JAMES_AND_THE_WORLD = {
        "org.apache.james..",
        "org.apache.mailet..",
        "org.apache.commons..",
        "javax.mail..",
        "javax.inject..",
        "jakarta..",
        "com.hubspot..",
        "org.xbill..",
        "io.netty..",
        "org.slf4j..",
        "java.nio.file..",
        "java.nio.channels.."
    };

    @ArchTest
    static final ArchRule ARROWS_RUN_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.relayguard..")
            .layer("core")
            .definedBy("io.relayguard.core..")
            .layer("buffer")
            .definedBy("io.relayguard.buffer..", "io.relayguard.spool")
            .layer("format")
            .definedBy("io.relayguard.spool.format..")
            .layer("guard")
            .definedBy("io.relayguard.guard..")
            .layer("matchers")
            .definedBy("io.relayguard.matchers..")
            .layer("mailets")
            .definedBy("io.relayguard.mailets..")
            .layer("smtp")
            .definedBy("io.relayguard.smtp..")
            .layer("webadmin")
            .definedBy("io.relayguard.webadmin..")
            .layer("tool")
            .definedBy("io.relayguard.tool..")
            .layer("relaytest")
            .definedBy("io.relayguard.relaytest..")
            .layer("james")
            .definedBy("io.relayguard.james..")
            .whereLayer("matchers")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("mailets")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("smtp")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("webadmin")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("tool")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("relaytest")
            .mayOnlyBeAccessedByLayers("tool")
            .whereLayer("guard")
            .mayOnlyBeAccessedByLayers("matchers", "mailets", "smtp", "webadmin")
            .whereLayer("buffer")
            .mayOnlyBeAccessedByLayers("guard")
            .whereLayer("format")
            .mayOnlyBeAccessedByLayers("buffer", "tool")
            .whereLayer("james")
            .mayOnlyBeAccessedByLayers("buffer", "guard", "matchers", "mailets", "smtp", "webadmin")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers(
                    "buffer", "guard", "matchers", "mailets", "smtp", "webadmin", "tool", "relaytest");

    /** What James loads by name must be loadable in the wrong line too, to say that it is the wrong one. */
    @ArchTest
    static final ArchRule WHAT_JAMES_LOADS_NEEDS_NO_MAIL_API = noClasses()
            .that(areLoadedByName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.mail..", "javax.annotation..");

    @ArchTest
    static final ArchRule WHAT_JAMES_LOADS_CAN_SAY_THAT_IT_IS_IN_THE_WRONG_LINE =
            classes().that(areLoadedByName()).should().dependOnClassesThat().areAssignableTo(WrongJames.class);

    private static DescribedPredicate<JavaClass> areLoadedByName() {
        return DescribedPredicate.describe(
                "are loaded by James by name",
                type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && (resideInAnyPackage(
                                                "io.relayguard.matchers",
                                                "io.relayguard.mailets",
                                                "io.relayguard.smtp",
                                                "io.relayguard.webadmin")
                                        .test(type)
                                || type.getName().equals("io.relayguard.spool.SpoolMailRepository")));
    }

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_ITS_ROOM = classes()
            .should()
            .resideInAnyPackage(
                    "io.relayguard.core..",
                    "io.relayguard.buffer..",
                    "io.relayguard.spool..",
                    "io.relayguard.guard..",
                    "io.relayguard.james..",
                    "io.relayguard.matchers..",
                    "io.relayguard.mailets..",
                    "io.relayguard.smtp..",
                    "io.relayguard.webadmin..",
                    "io.relayguard.tool..",
                    "io.relayguard.relaytest..");

    @ArchTest
    static final ArchRule CORE_KNOWS_NEITHER_JAMES_NOR_THE_WORLD = noClasses()
            .that()
            .resideInAPackage("io.relayguard.core..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(JAMES_AND_THE_WORLD));

    @ArchTest
    static final ArchRule CORE_OPENS_NO_CONNECTION = noClasses()
            .that()
            .resideInAPackage("io.relayguard.core..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(Socket|ServerSocket|DatagramSocket|URL|NetworkInterface|http\\.).*")
            .orShould()
            .callMethod(java.net.InetAddress.class, "getByName", String.class)
            .orShould()
            .callMethod(java.net.InetAddress.class, "getAllByName", String.class);

    @ArchTest
    static final ArchRule CORE_READS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("io.relayguard.core..")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule ONLY_THE_GUARD_AND_THE_TOOL_ASK_THE_SYSTEMS_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackages("io.relayguard.guard..", "io.relayguard.tool..")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule ONLY_THE_GUARD_ASKS_DNS = noClasses()
            .that()
            .resideOutsideOfPackage("io.relayguard.guard..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..");

    /** They run where no James is. */
    @ArchTest
    static final ArchRule TOOL_AND_SPOOL_FORMAT_KNOW_NO_JAMES = noClasses()
            .that()
            .resideInAnyPackage("io.relayguard.relaytest..", "io.relayguard.tool..", "io.relayguard.spool.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..",
                    "javax.mail..",
                    "javax.inject..",
                    "jakarta..",
                    "org.xbill..",
                    "io.netty..",
                    "org.slf4j..");

    /** It may run inside a James, which has a console and an end of its own. */
    @ArchTest
    static final ArchRule RELAY_TEST_LEAVES_THE_CONSOLE_ALONE = noClasses()
            .that()
            .resideInAPackage("io.relayguard.relaytest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule WHAT_RELAY_TEST_TRIES_OPENS_NO_CONNECTION = noClasses()
            .that()
            .resideInAnyPackage("io.relayguard.relaytest.form..", "io.relayguard.relaytest.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "javax.net..");

    @ArchTest
    static final ArchRule RELAY_TEST_HAS_NO_CIRCLES =
            slices().matching("io.relayguard.relaytest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CORE_HAS_NO_CIRCLES =
            slices().matching("io.relayguard.core.(*)..").should().beFreeOfCycles();

    /** Rules over an empty import would hold too. */
    @Test
    void allRoomsWereLookedAt() {
        JavaClasses classes = new ClassFileImporter().importPackages("io.relayguard");
        Set<String> packages = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages)
                .contains(
                        "io.relayguard.core.relay",
                        "io.relayguard.buffer",
                        "io.relayguard.spool",
                        "io.relayguard.spool.format",
                        "io.relayguard.guard",
                        "io.relayguard.matchers",
                        "io.relayguard.mailets",
                        "io.relayguard.smtp",
                        "io.relayguard.webadmin",
                        "io.relayguard.tool",
                        "io.relayguard.relaytest");
    }
}
