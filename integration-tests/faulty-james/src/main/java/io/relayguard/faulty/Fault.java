package io.relayguard.faulty;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.user.api.UsersRepositoryException;

/** Lets calls through to a backend unless a file is there: then each fails as the backend would without its database. */
record Fault(Path file) {
    private static final String WHAT = "the backend is down, because a test says so";

    <T> T before(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (Files.exists(file)) {
                        throw failure(method);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    private static Exception failure(Method method) {
        for (Class<?> declared : method.getExceptionTypes()) {
            if (declared.isAssignableFrom(DomainListException.class)) {
                return new DomainListException(WHAT);
            }
            if (declared.isAssignableFrom(UsersRepositoryException.class)) {
                return new UsersRepositoryException(WHAT);
            }
        }
        return new IllegalStateException(WHAT);
    }
}
