using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>
/// Every rule, once. The comment above each says what fills the places of its message: the values of a <see cref="Finding"/>, as text that
/// is the same in every culture.
/// </summary>
internal static class Rules
{
    public const string NotPartial = "LSTMGEN001";
    public const string NotAClass = "LSTMGEN002";
    public const string Generic = "LSTMGEN003";
    public const string BudgetExceeded = "LSTMGEN004";
    public const string ForbiddenModifier = "LSTMGEN005";
    public const string ContainerNotPartial = "LSTMGEN006";
    public const string OwnBaseClass = "LSTMGEN007";
    public const string LayersSpread = "LSTMGEN008";
    public const string ModelAttributeMissing = "LSTMGEN009";
    public const string NoLayers = "LSTMGEN010";
    public const string LookBackMissing = "LSTMGEN011";
    public const string SizeOutOfRange = "LSTMGEN012";
    public const string UnknownMember = "LSTMGEN013";
    public const string ShapeDoesNotFit = "LSTMGEN014";
    public const string LayerOutOfPlace = "LSTMGEN015";
    public const string ModelTooLarge = "LSTMGEN016";
    public const string MemberTaken = "LSTMGEN017";
    public const string RateOutOfRange = "LSTMGEN018";
    public const string QuantilesOutOfOrder = "LSTMGEN019";
    public const string WeightsDoNotFit = "LSTMGEN020";
    public const string NamedLikeMember = "LSTMGEN021";
    public const string ConstructorLeavesOut = "LSTMGEN022";
    public const string HidingType = "LSTMGEN023";
    public const string UnreadableItem = "LSTMGEN024";
    public const string InternalError = "LSTMGEN025";
    public const string LanguageTooOld = "LSTMGEN026";
    public const string UnknownAttribute = "LSTMGEN027";
    public const string ArgumentMissing = "LSTMGEN028";
    public const string ArgumentTwice = "LSTMGEN029";

    private const string Category = "LstmGen";
    private const string Help = "https://github.com/lstmgen/lstmgen/blob/main/docs/diagnostics/";

    /// <summary>What has no code must say so: an error that a setting of the project switched off would leave a model that throws when it runs.</summary>
    private static readonly string[] s_always = [WellKnownDiagnosticTags.NotConfigurable];

    // Class.
    private static readonly DiagnosticDescriptor s_notPartial = new(
        NotPartial, "A model is a partial class",
        "Class '{0}' is not partial; write 'partial class {0}', so that the generator can add the network to it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + NotPartial + ".md", customTags: s_always);

    // Type; what it is, with its article.
    private static readonly DiagnosticDescriptor s_notAClass = new(
        NotAClass, "A model is a class",
        "'{0}' is {1}; a model owns its parameters and is compared by identity, so declare it as 'partial class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + NotAClass + ".md", customTags: s_always);

    // Class; the generic type, which is the class or one around it.
    private static readonly DiagnosticDescriptor s_generic = new(
        Generic, "A model is not generic",
        "Model '{0}' cannot be generated because '{1}' has type parameters; remove them or move the model out of '{1}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + Generic + ".md", customTags: s_always);

    // Class; bytes found; what for; bytes allowed.
    private static readonly DiagnosticDescriptor s_budgetExceeded = new(
        BudgetExceeded, "The workspace of a model fits its budget",
        "Model '{0}' needs {1} bytes of {2}, and at most {3} are possible; choose a smaller LookBack, fewer units or fewer layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + BudgetExceeded + ".md", customTags: s_always);

    // Type; modifier.
    private static readonly DiagnosticDescriptor s_forbiddenModifier = new(
        ForbiddenModifier, "A model is neither static nor abstract nor local to a file",
        "'{0}' is '{1}', and a model is a class to make instances of, written in two files; remove '{1}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ForbiddenModifier + ".md", customTags: s_always);

    // Class; containing type.
    private static readonly DiagnosticDescriptor s_containerNotPartial = new(
        ContainerNotPartial, "The types around a model are partial",
        "Model '{0}' is nested in '{1}', which is not partial; write 'partial' on '{1}' or move the model out of it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ContainerNotPartial + ".md", customTags: s_always);

    // Class; its base; the one that it has as a model.
    private static readonly DiagnosticDescriptor s_ownBaseClass = new(
        OwnBaseClass, "A model has no base class of its own",
        "Class '{0}' derives from '{1}', but this model derives from 'LstmGen.{2}'; remove ': {1}' and hold it as a field instead",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + OwnBaseClass + ".md", customTags: s_always);

    // Layer; class.
    private static readonly DiagnosticDescriptor s_layersSpread = new(
        LayersSpread, "The layers of a model are on one declaration",
        "Layer [{0}] is on another declaration of '{1}' than [LstmModel]; move it there, because the order of the attributes is the order of the layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + LayersSpread + ".md", customTags: s_always);

    // Class.
    private static readonly DiagnosticDescriptor s_modelAttributeMissing = new(
        ModelAttributeMissing, "Layers need a model",
        "Class '{0}' has layers but no [LstmModel], so nothing is generated; write [LstmModel(LookBack = 20)] above the layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ModelAttributeMissing + ".md", customTags: s_always);

    // Class.
    private static readonly DiagnosticDescriptor s_noLayers = new(
        NoLayers, "A model has layers",
        "Model '{0}' has no layers; write one attribute per layer under [LstmModel], for example [Lstm(50)] and [Dense(1)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + NoLayers + ".md", customTags: s_always);

    // Class.
    private static readonly DiagnosticDescriptor s_lookBackMissing = new(
        LookBackMissing, "A model says how many steps it looks back",
        "Model '{0}' does not say how many steps a window has; write [LstmModel(LookBack = 20)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + LookBackMissing + ".md", customTags: s_always);

    // Argument; found; smallest; largest. The code fix reads the last two.
    private static readonly DiagnosticDescriptor s_sizeOutOfRange = new(
        SizeOutOfRange, "A size is in its range",
        "'{0}' is {1}; choose {2} to {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + SizeOutOfRange + ".md", customTags: s_always);

    // Argument; found; enumeration; its members.
    private static readonly DiagnosticDescriptor s_unknownMember = new(
        UnknownMember, "An option is a member of its enumeration",
        "'{0}' is {1}, which is no member of '{2}'; choose {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + UnknownMember + ".md", customTags: s_always);

    // Layer; why, and what to do.
    private static readonly DiagnosticDescriptor s_shapeDoesNotFit = new(
        ShapeDoesNotFit, "A layer can read what the layer before it passes on",
        "Layer [{0}] does not fit: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ShapeDoesNotFit + ".md", customTags: s_always);

    // Layer; why, and what to do.
    private static readonly DiagnosticDescriptor s_layerOutOfPlace = new(
        LayerOutOfPlace, "A layer stands where it can work",
        "Layer [{0}] cannot stand here: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + LayerOutOfPlace + ".md", customTags: s_always);

    // Class; what is too large, with found and allowed.
    private static readonly DiagnosticDescriptor s_modelTooLarge = new(
        ModelTooLarge, "A model's parameters fit one array",
        "Model '{0}' is too large: {1}; choose fewer units or fewer layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ModelTooLarge + ".md", customTags: s_always);

    // Class; member; what comes of it.
    private static readonly DiagnosticDescriptor s_memberTaken = new(
        MemberTaken, "A model leaves the generated members to the generator",
        "Class '{0}' declares {1}, and {2}; remove or rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + MemberTaken + ".md", customTags: s_always);

    // Argument; found.
    private static readonly DiagnosticDescriptor s_rateOutOfRange = new(
        RateOutOfRange, "A rate is a share of the values",
        "'{0}' is {1}; choose a share from 0 up to but not including 1, for example 0.2",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + RateOutOfRange + ".md", customTags: s_always);

    // Layer; what is wrong with its list.
    private static readonly DiagnosticDescriptor s_quantilesOutOfOrder = new(
        QuantilesOutOfOrder, "Quantiles ascend between 0 and 1",
        "The list of [{0}] cannot be used: {1}; write at least one number above 0 and below 1, each once and ascending, for example 0.1, 0.5, 0.9",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + QuantilesOutOfOrder + ".md", customTags: s_always);

    // Option, what is wrong with it.
    private static readonly DiagnosticDescriptor s_weightsDoNotFit = new(
        WeightsDoNotFit, "Weights of a loss fit its classes",
        "'{0}' cannot be used: {1}; write one number for each, from 0 on and not all 0",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + WeightsDoNotFit + ".md", customTags: s_always);

    // Argument; place in the list, from 1; what stands there; what to write.
    private static readonly DiagnosticDescriptor s_unreadableItem = new(
        UnreadableItem, "A list holds values alone",
        "'{0}' holds {2} at place {1}; write {3} there, or leave the place out",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + UnreadableItem + ".md", customTags: s_always);

    // Class; the exception in one line.
    private static readonly DiagnosticDescriptor s_internalError = new(
        InternalError, "The generator can read every declaration",
        "The generator failed on model '{0}', which is a fault of LstmGen and not of the declaration: {1}; please report it with the declaration",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + InternalError + ".md", customTags: s_always);

    // Class; version needed; version set.
    private static readonly DiagnosticDescriptor s_languageTooOld = new(
        LanguageTooOld, "The project's C# is new enough for generated code",
        "The code generated for model '{0}' needs C# {1}, and this project is set to C# {2}; remove <LangVersion> from the project, or set it to {1} or higher",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + LanguageTooOld + ".md", customTags: s_always);

    // Attribute as written; the one that is meant. The code fix has the second as its hint.
    private static readonly DiagnosticDescriptor s_unknownAttribute = new(
        UnknownAttribute, "Attributes are written as they are named",
        "There is no attribute [{0}]; write [{1}] if that is meant",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + UnknownAttribute + ".md", customTags: s_always);

    // Layer; property.
    private static readonly DiagnosticDescriptor s_argumentMissing = new(
        ArgumentMissing, "A layer says what it has no default for",
        "[{0}] does not say its {1}; write [{0}({1} = …)], or the number alone in its place",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ArgumentMissing + ".md", customTags: s_always);

    // Layer; property.
    private static readonly DiagnosticDescriptor s_argumentTwice = new(
        ArgumentTwice, "A layer says everything once",
        "[{0}] says its {1} twice, by place and by name; leave one of the two out",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ArgumentTwice + ".md", customTags: s_always);

    // Class.
    private static readonly DiagnosticDescriptor s_namedLikeMember = new(
        NamedLikeMember, "A model has another name than its members",
        "Class '{0}' has the name of a member that the generator adds to it, which C# does not allow; rename the class, for example '{0}Model'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + NamedLikeMember + ".md", customTags: s_always);

    // Class; the constructor in words.
    private static readonly DiagnosticDescriptor s_constructorLeavesOut = new(
        ConstructorLeavesOut, "Constructors of a model call the generated one",
        "Class '{0}' has {1}, which makes no network; write ': this(seed: 0)' behind its parameters, or call another constructor that does",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + ConstructorLeavesOut + ".md", customTags: s_always);

    // The user's type from the root.
    private static readonly DiagnosticDescriptor s_hidingType = new(
        HidingType, "No type hides what generated code reads",
        "Type '{0}' hides from generated code what it reads by that name; rename the type, or move it to a namespace of your own",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + HidingType + ".md", customTags: s_always);

    /// <summary>In the order of their ids.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        s_notPartial, s_notAClass, s_generic, s_budgetExceeded, s_forbiddenModifier, s_containerNotPartial, s_ownBaseClass, s_layersSpread,
        s_modelAttributeMissing, s_noLayers, s_lookBackMissing, s_sizeOutOfRange, s_unknownMember, s_shapeDoesNotFit, s_layerOutOfPlace,
        s_modelTooLarge, s_memberTaken, s_rateOutOfRange, s_quantilesOutOfOrder, s_weightsDoNotFit, s_namedLikeMember, s_constructorLeavesOut, s_hidingType,
        s_unreadableItem, s_internalError, s_languageTooOld, s_unknownAttribute, s_argumentMissing, s_argumentTwice,
    ];

    public static DiagnosticDescriptor Get(string id) => All.First(rule => rule.Id == id);
}
