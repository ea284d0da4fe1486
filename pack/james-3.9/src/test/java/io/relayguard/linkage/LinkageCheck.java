package io.relayguard.linkage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Everything in a jar that would fail to link on a server, however late it would have come to light there. */
final class LinkageCheck {
    /**
     * Notes to compilers and to FindBugs, whole packages or single ones: the Java machine leaves out an annotation whose
     * class is not there. Those of {@code javax.annotation} that it reads are not among them.
     */
    private static final List<String> ANNOTATIONS_FOR_TOOLS = List.of(
            "org/jspecify/annotations/",
            "org/immutables/value/",
            "lombok/Generated",
            "lombok/NonNull",
            "edu/umd/cs/findbugs/annotations/",
            "javax/annotation/concurrent/",
            "javax/annotation/CheckReturnValue",
            "javax/annotation/Nullable",
            "javax/annotation/ParametersAreNonnullByDefault");

    /** dnsjava's ways to the resolvers of Android and, through JNA, of Windows: loaded there alone. */
    private static final List<String> OF_OTHER_SYSTEMS = List.of(
            "relayguard/shaded/dnsjava/config/AndroidResolverConfigProvider",
            "relayguard/shaded/dnsjava/config/IPHlpAPI",
            "relayguard/shaded/dnsjava/config/WindowsResolverConfigProvider$Inner");

    private final Library server;
    private final KeptList kept;

    /**
     * @param server what the server has
     * @param kept what it has as well, though nothing here shows it
     */
    LinkageCheck(Library server, KeptList kept) {
        this.server = server;
        this.kept = kept;
    }

    /** One line for each thing that is wrong; empty if the jar links. */
    Set<String> problems(Library jar) {
        Set<String> problems = new TreeSet<>();
        broken(jar).forEach((reference, text) -> {
            if (!kept.has(reference)) {
                problems.addAll(text);
            }
        });
        Duties duties = new Duties(jar.before(server));
        for (String name : checked(jar)) {
            for (String problem : duties.problems(ClassShape.of(jar.classFile(name)))) {
                problems.add(name.replace('/', '.') + " " + problem);
            }
        }
        return problems;
    }

    /** Lines of the kept list that this jar has no need of. */
    Set<String> unused(Library jar) {
        Set<String> unused = new TreeSet<>(kept.references());
        broken(jar).keySet().forEach(reference -> unused.remove(reference.toString()));
        return unused;
    }

    private static List<String> checked(Library jar) {
        return jar.names().stream()
                .filter(name -> OF_OTHER_SYSTEMS.stream().noneMatch(name::startsWith))
                .toList();
    }

    /** All that the server does not visibly have, and who refers to it. */
    private Map<Reference, List<String>> broken(Library jar) {
        Links links = new Links(jar.before(server));
        Map<Reference, List<String>> broken = new HashMap<>();
        for (String name : checked(jar)) {
            byte[] classFile = jar.classFile(name);
            ClassShape shape = ClassShape.of(classFile);
            for (Reference reference : References.of(classFile)) {
                links.problem(shape, reference)
                        .filter(problem -> ANNOTATIONS_FOR_TOOLS.stream().noneMatch(reference.owner()::startsWith))
                        .ifPresent(problem -> broken.computeIfAbsent(reference, absent -> new ArrayList<>())
                                .add(name.replace('/', '.') + " refers to " + reference + ": " + problem));
            }
        }
        return broken;
    }
}
