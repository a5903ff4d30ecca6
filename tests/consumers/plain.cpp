// The rest of such a project keeps its own standard.
static_assert(__cplusplus == 201703L, "C++17 stays C++17 where sp::mock is not linked");

int main() { return 0; }
