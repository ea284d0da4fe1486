package io.relayguard.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** All class files that a running server could load: its jars, and the JDK that runs us. The first of a name counts. */
final class Library {
    private final Map<String, byte[]> classFiles;
    private final Map<String, Optional<ClassShape>> shapes = new HashMap<>();

    private Library(Map<String, byte[]> classFiles) {
        this.classFiles = classFiles;
    }

    /** Of class files by internal name. */
    static Library of(Map<String, byte[]> classFiles) {
        return new Library(Map.copyOf(classFiles));
    }

    static Library of(List<Path> jars) throws IOException {
        Map<String, byte[]> all = new HashMap<>();
        for (Path jar : jars) {
            classesIn(jar).forEach(all::putIfAbsent);
        }
        return new Library(all);
    }

    /** This one, and behind it another. */
    Library before(Library other) {
        Map<String, byte[]> all = new HashMap<>(other.classFiles);
        all.putAll(classFiles);
        return new Library(all);
    }

    /** Internal names; the JDK's are not among them. */
    Set<String> names() {
        return classFiles.keySet();
    }

    byte[] classFile(String internalName) {
        byte[] bytes = classFiles.get(internalName);
        if (bytes == null) {
            throw new IllegalArgumentException("there is no " + internalName + " in here");
        }
        return bytes;
    }

    Optional<ClassShape> find(String internalName) {
        return shapes.computeIfAbsent(internalName, this::read);
    }

    /** A class and all that it inherits from and that can be found; itself first, superclasses before interfaces. */
    List<ClassShape> lineage(String internalName) {
        List<ClassShape> lineage = new ArrayList<>();
        find(internalName).ifPresent(shape -> {
            lineage.add(shape);
            shape.parents().flatMap(parent -> lineage(parent).stream()).forEach(lineage::add);
        });
        return lineage;
    }

    /** Ancestors that a class names, at whatever distance, and that are nowhere. */
    Set<String> missingAncestors(String internalName) {
        return lineage(internalName).stream()
                .flatMap(ClassShape::parents)
                .filter(parent -> find(parent).isEmpty())
                .collect(Collectors.toSet());
    }

    private Optional<ClassShape> read(String internalName) {
        byte[] bytes = classFiles.get(internalName);
        return bytes == null ? fromJdk(internalName) : Optional.of(ClassShape.of(bytes));
    }

    private static Optional<ClassShape> fromJdk(String internalName) {
        ClassLoader jdk = ClassLoader.getPlatformClassLoader();
        try (InputStream stream = jdk.getResourceAsStream(internalName + ".class")) {
            return stream == null ? Optional.empty() : Optional.of(ClassShape.of(stream.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, byte[]> classesIn(Path jar) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    try (InputStream stream = file.getInputStream(entry)) {
                        classes.put(name.substring(0, name.length() - ".class".length()), stream.readAllBytes());
                    }
                }
            }
        }
        return classes;
    }
}
