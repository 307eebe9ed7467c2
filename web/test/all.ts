// Unit tests of what can be proved without a browser; run by node's own runner.

import "./callouts.test";
import "./evidence.test";
import "./inflate.test";
import "./labels.test";
import "./network.test";
import "./search.test";
import "./state.test";
import "./told.test";
