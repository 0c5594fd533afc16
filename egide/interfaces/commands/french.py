"""What click says in English, said in French: usage errors and the headings of the help pages.

Only the wording; the parsing stays click's.
"""

import click


class FrenchHelp(click.Command):
    """The help page with French headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Will write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Utilisation\u00a0: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Will write the options."""
        records = [parameter.get_help_record(ctx) for parameter in self.get_params(ctx)]
        with formatter.section("Options\u00a0"):
            formatter.write_dl([record for record in records if record is not None])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Will describe the help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide."
        return option


class FrenchCommand(FrenchHelp):
    """A subcommand."""


class FrenchGroup(FrenchHelp, click.Group):
    """A group of subcommands."""

    command_class = FrenchCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Will write the options, then the subcommands."""
        super().format_options(ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=200)))
        if rows:
            with formatter.section("Commandes\u00a0"):
                formatter.write_dl(rows)


def sentence(error: click.ClickException) -> str:
    """Will return a French sentence for an error of the operator's command line."""
    match error:
        case click.NoSuchOption():
            return f"L’option «\u00a0{error.option_name}\u00a0» n’existe pas."
        case click.MissingParameter():
            return f"Il manque {_named(error)}."
        case click.BadParameter() if error.message.endswith("does not exist."):
            return f"Le fichier de {_named(error)} n’existe pas."
        case click.BadParameter():
            return f"La valeur de {_named(error)} n’est pas valide\u00a0: {error.message}"
        case click.BadOptionUsage():
            return f"L’option «\u00a0{error.option_name}\u00a0» demande une valeur."
        case click.UsageError() if error.message.startswith("No such command"):
            name = error.message.removeprefix("No such command").strip(" .'")
            return f"La commande «\u00a0{name}\u00a0» n’existe pas."
        case click.UsageError() if error.message.startswith("Got unexpected extra"):
            return "Il y a un argument de trop."
        case _:
            return error.message


def _named(error: click.BadParameter) -> str:
    parameter = error.param
    name = parameter.opts[0] if parameter is not None else str(error.param_hint or "")
    return f"l’option «\u00a0{name}\u00a0»" if name.startswith("-") else f"l’argument «\u00a0{name}\u00a0»"
