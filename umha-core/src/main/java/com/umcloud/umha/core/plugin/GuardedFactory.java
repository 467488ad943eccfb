package com.umcloud.umha.core.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.plugin.PluginFactory;
import org.jspecify.annotations.Nullable;

/** A plugin's factory whose every failure becomes an {@link UmhaException} that names component and plugin. */
record GuardedFactory<T>(FactoryDescription description, PluginFactory<? extends T> factory)
        implements PluginFactory<T> {
    @Override
    public String name() {
        return description.name();
    }

    @Override
    public T create(Config config, PluginContext context) {
        @Nullable T made;
        try {
            made = ContextClassLoader.during(
                    factory.getClass().getClassLoader(), () -> factory.create(config, context));
        } catch (UmhaException e) {
            throw new UmhaException(e.type(), failed(e.getMessage()), e);
        } catch (ConfigException e) {
            throw new UmhaException(FailureType.CONFIGURATION, failed(e.getMessage()), e);
        } catch (Exception | LinkageError | AssertionError e) {
            throw new UmhaException(FailureType.INTERNAL, failed(e.toString()), e);
        }
        if (made == null) {
            throw new UmhaException(FailureType.INTERNAL, failed("the factory made nothing"));
        }
        return made;
    }

    private String failed(@Nullable String detail) {
        return description.kind().title() + " '" + name() + "' of plugin " + description.origin()
                + " cannot be set up: " + detail;
    }
}
