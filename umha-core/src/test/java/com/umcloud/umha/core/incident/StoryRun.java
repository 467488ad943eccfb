package com.umcloud.umha.core.incident;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tells the stories of test classes once more, to see where they lead. */
final class StoryRun {
    private StoryRun() {}

    static ReachedStates of(List<Class<?>> classes) throws ReflectiveOperationException {
        ReachedStates reached = ReachedStates.anew();
        for (Class<?> type : classes) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    tell(type, method);
                } else if (method.isAnnotationPresent(ParameterizedTest.class)
                        && method.isAnnotationPresent(EnumSource.class)) {
                    EnumSource source = method.getAnnotation(EnumSource.class);
                    for (Object constant : method.getParameterTypes()[0].getEnumConstants()) {
                        if (isMeant(source, ((Enum<?>) constant).name())) {
                            tell(type, method, constant);
                        }
                    }
                }
            }
        }
        ReachedStates.anew();
        return reached;
    }

    private static boolean isMeant(EnumSource source, String constant) {
        List<String> names = List.of(source.names());
        return names.isEmpty() || names.contains(constant) == (source.mode() == EnumSource.Mode.INCLUDE);
    }

    private static void tell(Class<?> type, Method method, Object... arguments) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance(), arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(type.getSimpleName() + "." + method.getName(), e.getCause());
        }
    }
}
