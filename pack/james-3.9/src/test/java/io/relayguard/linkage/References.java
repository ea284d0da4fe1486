package io.relayguard.linkage;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Collects all that a class file refers to. */
final class References {
    private final Set<Reference> found = new LinkedHashSet<>();

    private References() {}

    static Set<Reference> of(byte[] classFile) {
        References references = new References();
        // The remapper is shown each class name, wherever it stands; nothing is renamed.
        ClassVisitor everything = new ClassRemapper(references.new Members(), references.new Classes());
        new ClassReader(classFile).accept(everything, ClassReader.SKIP_FRAMES);
        return references.found;
    }

    private void add(Handle handle) {
        if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
            boolean isStatic = handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC;
            found.add(new Reference.ToField(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic));
        } else {
            boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
            found.add(new Reference.ToMethod(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic));
        }
    }

    private void addConstant(Object constant) {
        if (constant instanceof Handle handle) {
            add(handle);
        } else if (constant instanceof ConstantDynamic dynamic) {
            add(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                addConstant(dynamic.getBootstrapMethodArgument(i));
            }
        }
    }

    private final class Classes extends Remapper {
        Classes() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String internalName) {
            found.add(new Reference.ToClass(internalName));
            return internalName;
        }
    }

    private final class Members extends ClassVisitor {
        Members() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Code();
        }
    }

    private final class Code extends MethodVisitor {
        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            found.add(new Reference.ToField(owner, name, descriptor, isStatic));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean isStatic = opcode == Opcodes.INVOKESTATIC;
            found.add(new Reference.ToMethod(owner, name, descriptor, isStatic));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            add(bootstrap);
            for (Object argument : arguments) {
                addConstant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            addConstant(value);
        }
    }
}
