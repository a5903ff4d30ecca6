// Ctrl-C: what was answered is judged and told, not thrown away.
#pragma once

namespace sp::contract {

// From now on the first SIGINT or SIGTERM of the process only makes interrupted() true; another one
// ends the process, as ever. To be called once, before there are threads.
void heed_interrupts();
bool interrupted();

}  // namespace sp::contract
