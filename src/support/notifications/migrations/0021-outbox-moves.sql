-- Messages leave the portal only for those who chose it: what is to be sent stands in channels.outbox now.
drop table notifications.outbox;
