package com.umcloud.umha.daemon.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGTERM and SIGINT before the virtual machine begins to shut down, so that the program is stopped while everything
 * still works: shutdown hooks run all at once, and the embedded database's own would close it under a program that is writing
 * its last words. The virtual machine's signal class is not part of the Java API and is reached by its name; where it is
 * missing the caller's shutdown hook has to do.
 */
final class TerminationSignals {
    private static final Logger LOG = LoggerFactory.getLogger(TerminationSignals.class);

    private TerminationSignals() {}

    /** Calls {@code stop} on a thread of the virtual machine for each signal from now on. */
    static void handle(Runnable stop) {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Object ours = Proxy.newProxyInstance(
                        handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                stop.run();
                                return null;
                            }
                            return switch (method.getName()) {
                                case "equals" -> arguments != null && arguments[0] == proxy;
                                case "hashCode" -> System.identityHashCode(proxy);
                                default -> "umha's handler of signals";
                            };
                        });
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            } catch (ReflectiveOperationException e) {
                Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
                LOG.debug("SIG{} is left to the shutdown hook: {}", name, String.valueOf(cause));
            }
        }
    }
}
