/** The way in: a jar offers one {@link com.umcloud.umha.api.plugin.UmhaPlugin} with factories of meters, fence agents, evacuators and notifiers. */
@NullMarked
package com.umcloud.umha.api.plugin;

import org.jspecify.annotations.NullMarked;
