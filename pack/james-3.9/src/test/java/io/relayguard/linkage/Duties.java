package io.relayguard.linkage;

import io.relayguard.linkage.ClassShape.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** What a class owes to what it inherits from: abstract methods written, final ones left alone. */
final class Duties {
    private final Library library;

    Duties(Library library) {
        this.library = library;
    }

    /** What is wrong; empty if nothing is. */
    List<String> problems(ClassShape shape) {
        List<String> problems = new ArrayList<>();
        shape.superName()
                .flatMap(library::find)
                .filter(parent -> (parent.access() & Opcodes.ACC_FINAL) != 0)
                .ifPresent(parent -> problems.add("extends " + parent.name() + ", which is final"));
        List<ClassShape> lineage = library.lineage(shape.name());
        for (ClassShape ancestor : lineage.subList(1, lineage.size())) {
            ancestor.members().forEach((member, access) -> {
                if (overridesFinal(shape, member, access)) {
                    problems.add("overrides " + named(ancestor, member) + ", which is final");
                }
            });
        }
        if (shape.isConcrete()) {
            problems.addAll(unwritten(lineage));
        }
        return problems;
    }

    private static boolean overridesFinal(ClassShape shape, Member member, int access) {
        boolean overridable = (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0;
        boolean isMethod = member.descriptor().startsWith("(");
        return isMethod
                && overridable
                && (access & Opcodes.ACC_FINAL) != 0
                && !member.name().equals("<init>")
                && shape.members().containsKey(member);
    }

    /** Methods that some ancestor leaves abstract and that no class or default method in the lineage has. */
    private static List<String> unwritten(List<ClassShape> lineage) {
        Map<Member, String> owed = new LinkedHashMap<>();
        for (ClassShape ancestor : lineage) {
            ancestor.members().forEach((member, access) -> {
                if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                    owed.putIfAbsent(member, named(ancestor, member));
                }
            });
        }
        for (ClassShape ancestor : lineage) {
            ancestor.members().forEach((member, access) -> {
                if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
                    owed.remove(member);
                }
            });
        }
        return owed.values().stream().map(method -> "does not have " + method).toList();
    }

    private static String named(ClassShape owner, Member member) {
        return new Reference.ToMethod(owner.name(), member.name(), member.descriptor(), false).toString();
    }
}
