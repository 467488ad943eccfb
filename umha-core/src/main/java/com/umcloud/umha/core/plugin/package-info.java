/** Finding plugins on the class path and in their folders, and making what the configuration activates by name. */
@NullMarked
package com.umcloud.umha.core.plugin;

import org.jspecify.annotations.NullMarked;
