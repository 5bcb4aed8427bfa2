-- Which item a message is about: an agent for some items is told of these alone (民法典 163, 165). What was told before says none, and is the principal's.
alter table notifications.messages add column item text;
