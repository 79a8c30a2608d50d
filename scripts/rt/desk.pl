# Initial data for a Request Tracker that a test fills: two people of the staff, an account that only reads, two queues,
# three custom fields, and a token for the reader in the file that RT_TOKEN_FILE names.

our @Queues = ({Name => 'Billing', Description => 'Invoices and refunds'});

our @Users = (
    {Name => 'anna', RealName => 'Anna Berg', EmailAddress => 'anna@desk.example', Password => 'secret123', Privileged => 1},
    {Name => 'bert', RealName => 'Bert Kahn', EmailAddress => 'bert@desk.example', Password => 'secret123', Privileged => 1},
    {Name => 'reader', RealName => 'Figures', EmailAddress => 'figures@desk.example', Password => 'secret123', Privileged => 1},
);

our @CustomFields = (
    {Name => 'Tags', Type => 'FreeformMultiple', LookupType => 'RT::Queue-RT::Ticket', Queue => 0},
    {Name => 'Product', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', Queue => 0},
    {Name => 'Category', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', Queue => 0},
);

our @ACL = (
    # All that a reader needs.
    map({ {UserId => 'reader', Right => $_} } qw(SeeQueue ShowTicket ShowTicketComments SeeCustomField)),
    map({ my $user = $_; map { {UserId => $user, Right => $_} } qw(
        SeeQueue ShowTicket ShowTicketComments SeeCustomField ModifyCustomField CreateTicket ReplyToTicket
        CommentOnTicket OwnTicket ModifyTicket DeleteTicket
    ) } qw(anna bert)),
    map({ {GroupDomain => 'SystemInternal', GroupType => 'Everyone', Right => $_} } qw(CreateTicket ReplyToTicket)),
);

our @Final = (sub {
    my $reader = RT::User->new(RT->SystemUser);
    $reader->Load('reader');
    my $token = RT::AuthToken->new(RT->SystemUser);
    my ($done, $message, $text) = $token->Create(Owner => $reader->Id, Description => 'figures');
    die $message unless $done;
    open my $file, '>', $ENV{RT_TOKEN_FILE} or die "$ENV{RT_TOKEN_FILE}: $!";
    print $file $text;
    close $file;
});
1;
