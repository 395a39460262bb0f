using LstmGen.Generator.Composition;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Emission;

/// <summary>
/// What is written into the user's class, read back as C#: so the names that are taken are those of this very declaration, and no list of them
/// has to be kept.
/// </summary>
internal sealed class EmittedClass
{
    private readonly string _text;
    private readonly Lazy<IReadOnlyList<MemberDeclarationSyntax>> _members;
    private readonly IReadOnlyList<Ability> _abilities;

    /// <param name="spec">The model.</param>
    /// <param name="plan">Null where the declaration has errors: then signatures are all that is written.</param>
    public EmittedClass(ModelSpec spec, ModelPlan? plan)
    {
        var writer = new SourceWriter();
        if (plan is null)
        {
            ModelClass.WriteSignatures(writer, spec, annotated: true);
            _abilities = DecoderMembers.Has(spec) ? [] : [.. AttendMembers.Abilities(spec, ModelClass.HasErrors)];
        }
        else
        {
            ModelClass.Write(writer, spec, plan);
            _abilities = ModelAbilities.Of(spec, plan);
        }

        _text = writer.ToString();
        ClassName = spec.FullName.Substring(spec.FullName.LastIndexOf('.') + 1);
        _members = new Lazy<IReadOnlyList<MemberDeclarationSyntax>>(() =>
        {
            var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
            return SyntaxFactory.ParseMemberDeclaration(_text, options: options) is TypeDeclarationSyntax type ? type.Members : [];
        });
    }

    /// <summary>The class's simple name, unescaped.</summary>
    public string ClassName { get; }

    /// <summary>Whether a member has the name of the class, which C# does not allow.</summary>
    public bool HasNameOfClass => MayHave(ClassName) && _members.Value.Any(member => NameOf(member) == ClassName);

    /// <summary>The places of those members of the user's that stand where one is written.</summary>
    public IEnumerable<int> TakenBy(EquatableArray<OwnMember> own)
    {
        for (int index = 0; index < own.Count; index++)
        {
            OwnMember member = own[index];
            if (member.Form is MemberForm.Constructor or MemberForm.PrimaryConstructor || MayHave(member.Name))
            {
                if (_members.Value.Any(written => Clash(member, written)))
                {
                    yield return index;
                }
            }
        }
    }

    /// <summary>
    /// The members that are not in the way of any of the user's, and the interfaces that they implement, for code elsewhere that calls them; null where the class
    /// cannot do without one that is.
    /// </summary>
    public EmittedParts? Beside(EquatableArray<OwnMember> own)
    {
        bool Stays(MemberDeclarationSyntax written) => NameOf(written) != ClassName && !own.Any(member => Clash(member, written));
        MemberDeclarationSyntax[] gone = [.. _members.Value.Where(written => !Stays(written))];
        if (gone.Any(written => written is ConstructorDeclarationSyntax || written.Modifiers.Any(SyntaxKind.OverrideKeyword)))
        {
            return null;
        }

        HashSet<string> names = [.. gone.Select(NameOf)];
        HashSet<string> types = [.. gone.OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText)];
        ILookup<bool, string> interfaces = _abilities.ToLookup(ability => !ability.Needs.Any(names.Contains), ability => ability.FullName);
        return new EmittedParts(
            [.. interfaces[true]],
            [
                .. _members.Value
                    .Where(written => written is not ConstructorDeclarationSyntax && Stays(written))
                    .Where(written => InterfaceOf(written) is not { } explicitly || !interfaces[false].Contains(explicitly.Name.ToString()))
                    .Where(written => !written.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => types.Contains(name.Identifier.ValueText)))
                    .Select(SignatureOf),
            ]);
    }

    /// <summary>Whether C# would refuse the two in one class, or calls of the one would reach the other.</summary>
    private static bool Clash(OwnMember own, MemberDeclarationSyntax written)
    {
        if (written is ConstructorDeclarationSyntax constructor)
        {
            return own.Form == MemberForm.PrimaryConstructor || own.Form == MemberForm.Constructor && SameParameters(own, constructor);
        }

        if (own.Form is MemberForm.Constructor or MemberForm.PrimaryConstructor || own.Name != NameOf(written))
        {
            return false;
        }

        return (own.Form, written) switch
        {
            (MemberForm.Method, MethodDeclarationSyntax method) => own.Outranks || own.Arity == method.Arity && SameParameters(own, method),
            (MemberForm.Type, TypeDeclarationSyntax type) => own.Arity == type.Arity,
            _ => true,
        };
    }

    private static bool SameParameters(OwnMember own, BaseMethodDeclarationSyntax written) =>
        own.Parameters.Count == written.ParameterList.Parameters.Count
        && own.Parameters.Zip(written.ParameterList.Parameters, Same).All(same => same);

    private static bool Same(OwnParameter own, ParameterSyntax written)
    {
        bool isReference = written.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.InKeyword or SyntaxKind.OutKeyword);
        TypeSyntax type = written.Type!;
        if (type is NullableTypeSyntax { ElementType: not PredefinedTypeSyntax } nullable)
        {
            type = nullable.ElementType; // Of a class: an annotation, and no part of a signature.
        }

        string text = type.ToString().Replace("?>", ">");
        return own.IsReference == isReference && (text == own.Type || type is IdentifierNameSyntax && text == own.ShortName);
    }

    private static ExplicitInterfaceSpecifierSyntax? InterfaceOf(MemberDeclarationSyntax member) =>
        (member as MethodDeclarationSyntax)?.ExplicitInterfaceSpecifier ?? (member as BasePropertyDeclarationSyntax)?.ExplicitInterfaceSpecifier;

    /// <summary>Empty where it takes no name in the class.</summary>
    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        _ when InterfaceOf(member) is not null => "",
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => "",
    };

    /// <summary>With its documentation, and out by the level that it stands in the class.</summary>
    private static string SignatureOf(MemberDeclarationSyntax member)
    {
        string text = member.ToFullString();
        if (member is MethodDeclarationSyntax method)
        {
            SyntaxNode body = (SyntaxNode?)method.Body ?? method.ExpressionBody!;
            text = $"{text.Substring(0, body.SpanStart - method.FullSpan.Start).TrimEnd()} => {ModelClass.HasErrors}";
        }

        return text.Replace("\n    ", "\n").Trim();
    }

    private bool MayHave(string name) => _text.IndexOf(" " + name, StringComparison.Ordinal) >= 0;
}
