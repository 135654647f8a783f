/* The floor under every fan-out: accept N sockets, then send() one frame to each, for each line read. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int sockets[20000], count;

static void admit(int door) {
    int one = 1, next = accept(door, NULL, NULL);
    setsockopt(next, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    sockets[count++] = next;
}

static void broadcast(const char *text, size_t size) {
    unsigned char frame[65540] = {0x81, 126, (unsigned char)(size >> 8), (unsigned char)size};
    memcpy(frame + 4, text, size);
    for (int i = 0; i < count; i++)
        if (send(sockets[i], frame, size + 4, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) perror("send");
}

int main(int argc, char **argv) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    struct pollfd watched[2] = {{.fd = 0, .events = POLLIN}, {.events = POLLIN}};
    static char text[65000];
    int one = 1, door = socket(AF_INET, SOCK_STREAM, 0);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (argc < 2 || bind(door, (struct sockaddr *)&where, sizeof where) || listen(door, 4096)) return 1;
    setvbuf(stdin, NULL, _IONBF, 0);
    watched[1].fd = door;
    while (poll(watched, 2, -1) > 0) {
        if (watched[1].revents && count < 20000) admit(door);
        if (!watched[0].revents) continue;
        if (!fgets(text, sizeof text, stdin)) return 0;
        broadcast(text, strcspn(text, "\n"));
    }
    return 0;
}
