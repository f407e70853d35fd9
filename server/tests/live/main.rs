//! The server as its clients meet it: real sockets over a real listener and a real file, in one process.

mod damage;
mod durability;
mod frames;
mod people;
mod stage;
mod storage_contract;
