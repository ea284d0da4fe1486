package io.relayguard.linkage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file declares, without its code.
 *
 * @param name as class files write it: {@code a/b/C}
 * @param members access flags by {@link Member}
 */
record ClassShape(
        String name, int access, Optional<String> superName, List<String> interfaces, Map<Member, Integer> members) {
    /** A field or a method by name and descriptor: the two never look alike. */
    record Member(String name, String descriptor) {}

    ClassShape {
        interfaces = List.copyOf(interfaces);
        members = Map.copyOf(members);
    }

    static ClassShape of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Map<Member, Integer> members = new LinkedHashMap<>();
        reader.accept(new Declarations(members), ClassReader.SKIP_CODE);
        return new ClassShape(
                reader.getClassName(),
                reader.getAccess(),
                Optional.ofNullable(reader.getSuperName()),
                List.of(reader.getInterfaces()),
                members);
    }

    /** Superclass first, then interfaces. */
    Stream<String> parents() {
        return Stream.concat(superName.stream(), interfaces.stream());
    }

    boolean isConcrete() {
        return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
    }

    String packageName() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static final class Declarations extends ClassVisitor {
        private final Map<Member, Integer> members;

        Declarations(Map<Member, Integer> members) {
            super(Opcodes.ASM9);
            this.members = members;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            members.put(new Member(name, descriptor), access);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            members.put(new Member(name, descriptor), access);
            return null;
        }
    }
}
