package com.umcloud.umha.core.incident;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Copies of records with one component changed, as a defect might change it. */
final class Altered {
    private Altered() {}

    static <R extends Record> R with(R original, String component, Object value) {
        try {
            RecordComponent[] components = original.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            boolean found = false;
            for (int i = 0; i < components.length; i++) {
                boolean meant = components[i].getName().equals(component);
                found |= meant;
                components[i].getAccessor().setAccessible(true);
                values[i] = meant ? value : components[i].getAccessor().invoke(original);
            }
            if (!found) {
                throw new AssertionError(original.getClass() + " has no " + component);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked")
            Constructor<R> constructor = (Constructor<R>) original.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
