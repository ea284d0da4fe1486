package io.relayguard.linkage;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** What one class says of another. The text of each is what stands in {@link KeptList a kept list}. */
sealed interface Reference {
    /** The class that is spoken of, as class files write it: {@code a/b/C}. */
    String owner();

    /** Anything that names a class, were it only an annotation. */
    record ToClass(String owner) implements Reference {
        @Override
        public String toString() {
            return dotted(owner);
        }
    }

    /** A read or a write. */
    record ToField(String owner, String name, String descriptor, boolean isStatic) implements Reference {
        @Override
        public String toString() {
            return prefix(isStatic) + Type.getType(descriptor).getClassName() + " " + dotted(owner) + "." + name;
        }
    }

    /** A call, or a method that is handed on. */
    record ToMethod(String owner, String name, String descriptor, boolean isStatic) implements Reference {
        @Override
        public String toString() {
            String arguments = Arrays.stream(Type.getArgumentTypes(descriptor))
                    .map(Type::getClassName)
                    .collect(Collectors.joining(", "));
            return prefix(isStatic) + Type.getReturnType(descriptor).getClassName() + " " + dotted(owner) + "." + name
                    + "(" + arguments + ")";
        }
    }

    private static String prefix(boolean isStatic) {
        return isStatic ? "static " : "";
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
