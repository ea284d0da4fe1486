package io.relayguard.linkage;

import io.relayguard.linkage.ClassShape.Member;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Looks one reference up as the Java machine does (JVMS 5.4.3), and says what is wrong with it. */
final class Links {
    /** Their methods take whatever they are given (JVMS 2.9.3). */
    private static final Set<String> SIGNATURE_POLYMORPHIC =
            Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

    private static final String OBJECT = "java/lang/Object";

    private final Library library;

    Links(Library library) {
        this.library = library;
    }

    /** What is wrong with a reference that this class makes; empty if nothing is. */
    Optional<String> problem(ClassShape from, Reference reference) {
        String owner = reference.owner().startsWith("[") ? OBJECT : reference.owner();
        Optional<ClassShape> shape = library.find(owner);
        if (shape.isEmpty()) {
            return Optional.of("there is no such class");
        }
        if (reference instanceof Reference.ToField field) {
            return member(from, owner, new Member(field.name(), field.descriptor()), field.isStatic());
        }
        if (reference instanceof Reference.ToMethod method && !SIGNATURE_POLYMORPHIC.contains(owner)) {
            return member(from, owner, new Member(method.name(), method.descriptor()), method.isStatic());
        }
        return Optional.empty();
    }

    private Optional<String> member(ClassShape from, String owner, Member wanted, boolean isStatic) {
        for (ClassShape shape : library.lineage(owner)) {
            Integer access = shape.members().get(wanted);
            if (access != null) {
                return unusable(from, shape, access, isStatic);
            }
        }
        // An interface's callers may call what every object has.
        if (library.lineage(OBJECT).get(0).members().containsKey(wanted)) {
            return Optional.empty();
        }
        Set<String> missing = library.missingAncestors(owner);
        return Optional.of(
                missing.isEmpty()
                        ? "the class has no such member"
                        : "it is not there, unless it is inherited from " + missing);
    }

    private static Optional<String> unusable(ClassShape from, ClassShape declaring, int access, boolean isStatic) {
        if (isStatic != ((access & Opcodes.ACC_STATIC) != 0)) {
            return Optional.of(isStatic ? "it is not static" : "it is static");
        }
        boolean ofOneNest = nest(from).equals(nest(declaring));
        if ((access & Opcodes.ACC_PRIVATE) != 0 && !ofOneNest) {
            return Optional.of("it is private");
        }
        boolean seenEverywhere = (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE)) != 0;
        return seenEverywhere || from.packageName().equals(declaring.packageName())
                ? Optional.empty()
                : Optional.of("it is seen in its own package only");
    }

    private static String nest(ClassShape shape) {
        int dollar = shape.name().indexOf('$');
        return dollar < 0 ? shape.name() : shape.name().substring(0, dollar);
    }
}
