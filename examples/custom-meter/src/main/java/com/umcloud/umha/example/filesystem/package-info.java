/** An example of a plugin: a meter that tells how much room is left on the file systems of a compute host. */
@NullMarked
package com.umcloud.umha.example.filesystem;

import org.jspecify.annotations.NullMarked;
