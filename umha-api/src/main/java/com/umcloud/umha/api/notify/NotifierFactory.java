package com.umcloud.umha.api.notify;

import com.umcloud.umha.api.plugin.PluginFactory;

/** Makes notifiers; its name is what {@code [DEFAULT] notifiers} lists, such as {@code smtp}. */
public interface NotifierFactory extends PluginFactory<Notifier> {}
