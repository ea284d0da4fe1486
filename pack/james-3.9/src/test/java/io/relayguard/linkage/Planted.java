package io.relayguard.linkage;

import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A jar with one class that says one thing, written as class files write it. */
final class Planted {
    static final String NAME = "io/relayguard/Planted";
    private static final String OBJECT = "java/lang/Object";

    private Planted() {}

    static Library call(int opcode, String owner, String method, String descriptor) {
        return code(code -> code.visitMethodInsn(opcode, owner, method, descriptor, opcode == Opcodes.INVOKEINTERFACE));
    }

    static Library read(int opcode, String owner, String field, String descriptor) {
        return code(code -> code.visitFieldInsn(opcode, owner, field, descriptor));
    }

    static Library cast(String type) {
        return code(code -> code.visitTypeInsn(Opcodes.CHECKCAST, type));
    }

    /** A class that is not abstract and has no method at all. */
    static Library child(String parent, String... interfaces) {
        return library(header(parent, interfaces));
    }

    /** A class with one method. */
    static Library childWith(String parent, String method, String descriptor) {
        ClassWriter writer = header(parent);
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, method, descriptor, null, null)
                .visitEnd();
        return library(writer);
    }

    private static Library code(Instructions instructions) {
        ClassWriter writer = header(OBJECT);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "says", "()V", null, null);
        code.visitCode();
        instructions.write(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(1, 1);
        code.visitEnd();
        return library(writer);
    }

    private static ClassWriter header(String parent, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, parent, interfaces);
        return writer;
    }

    private static Library library(ClassWriter writer) {
        writer.visitEnd();
        return Library.of(Map.of(NAME, writer.toByteArray()));
    }

    private interface Instructions {
        void write(MethodVisitor code);
    }
}
