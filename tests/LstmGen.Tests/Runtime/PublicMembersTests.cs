using System.ComponentModel;
using System.Reflection;
using System.Xml.Linq;
using LstmGen.Forecasting;
using LstmGen.Runtime;

namespace LstmGen.Tests.Runtime;

/// <summary>Rules that every public member of the library keeps, whoever adds it.</summary>
public sealed class PublicMembersTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly s_library = typeof(SequenceModel).Assembly;

    /// <summary>The first number of a run whose length the method is told, or believes: nothing in the language says that it is there.</summary>
    private static MethodInfo[] Unchecked =>
    [
        // A TrainingState takes a single field by reference, and no run.
        .. s_library.GetExportedTypes().Where(type => type != typeof(TrainingState)).SelectMany(type => type.GetMethods(All)).Where(method => method.IsPublic)
            .Where(method => IsRun(method.ReturnType, isReadOnly: false) || method.GetParameters().Any(p => IsRun(p.ParameterType, p.IsIn || p.IsOut))),
    ];

    [Fact]
    public void What_takes_a_reference_to_a_number_is_hidden_from_editors()
    {
        Assert.InRange(Unchecked.Length, 41, 200);
        Assert.All(Unchecked, method => Assert.True(IsHidden(method) || IsHidden(PropertyOf(method)) || IsHidden(method.DeclaringType), Name(method)));
    }

    [Fact]
    public void What_takes_a_reference_to_a_number_says_that_no_bounds_are_checked()
    {
        ILookup<string, XElement> documented = XDocument.Load(Path.ChangeExtension(s_library.Location, ".xml"))
            .Descendants("member").ToLookup(member => member.Attribute("name")!.Value.Split('(', '`')[0][2..]);
        Assert.All(Unchecked, method =>
        {
            string name = $"{method.DeclaringType!.FullName}.{PropertyOf(method)?.Name ?? method.Name}";
            int overloads = Unchecked.Count(other => other.DeclaringType == method.DeclaringType && other.Name == method.Name);
            int remarks = documented[name].Count(member => member.Elements("remarks").Any(remark => remark.Value.Contains("no bounds are checked", StringComparison.Ordinal)));
            string type = method.DeclaringType!.FullName!.Split('`')[0];
            bool all = IsHidden(method.DeclaringType) && documented[type].Any(member => member.Elements("remarks").Any(remark => remark.Value.Contains("no bounds are checked", StringComparison.OrdinalIgnoreCase)));
            Assert.True(all || remarks >= overloads, $"{name}: {remarks} of {overloads} say so");
        });
    }

    [Fact]
    public void What_generated_code_alone_calls_on_a_model_is_hidden_from_editors()
    {
        MemberInfo[] members =
        [
            // Whose weights travel with a class is for its user to say.
            .. new[] { typeof(SequenceModel), typeof(SequenceToSequenceModel) }.SelectMany(type => type.GetMembers(All)).Where(member => IsForDerived(member) && member.Name != "OpenInitialWeights"),
            typeof(GeneratedCalls), typeof(TokenCalls), typeof(Reading), typeof(IChain), typeof(IWarmupStep), typeof(IWarmupTarget),
        ];
        Assert.All(members, member => Assert.True(IsHidden(member), member.ToString()));
    }

    /// <summary>One type of seed: what a user writes at one place compiles at every other, with an int, a long, or a negative number.</summary>
    [Fact]
    public void Every_seed_is_a_long()
    {
        (string Where, Type Type)[] seeds =
        [
            .. from type in s_library.GetExportedTypes()
               from method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
               where method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly
               from parameter in method.GetParameters()
               where IsSeed(parameter.Name!)
               select (Name(method), parameter.ParameterType),
            .. from type in s_library.GetExportedTypes()
               from property in type.GetProperties(All)
               where IsSeed(property.Name) && property.GetMethod!.IsPublic
               select ($"{type.Name}.{property.Name}", property.PropertyType),
        ];
        Assert.True(seeds.Length > 10);
        Assert.All(seeds, seed => Assert.True((Nullable.GetUnderlyingType(seed.Type) ?? seed.Type) == typeof(long), $"{seed.Where}: {seed.Type}"));
    }

    [Fact]
    public void Seeds_may_be_negative_and_are_all_different()
    {
        long[] seeds = [0, 1, -1, 42, -42, int.MinValue, int.MaxValue, long.MinValue, long.MaxValue];
        float[][] drawn = [.. seeds.Select(seed => new Training.LinearModel(9, seed: seed).Values)];
        Assert.Equal(seeds.Length, drawn.Select(values => string.Join(' ', values)).Distinct().Count());
        int variable = -7;
        Assert.Equal(-7, new FitOptions { Seed = variable }.Seed);
        Assert.Equal(-7, new IntervalOptions { Seed = variable }.Seed);
    }

    private static bool IsSeed(string name) => name.EndsWith("seed", StringComparison.OrdinalIgnoreCase);

    private static bool IsRun(Type type, bool isReadOnly) => type.IsPointer || (type.IsByRef && !isReadOnly && type.GetElementType()!.IsPrimitive);

    private static bool IsForDerived(MemberInfo member) => member switch
    {
        MethodBase { IsSpecialName: true } and not ConstructorInfo => false,
        MethodBase method => method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetMethod is { IsFamily: true } or { IsFamilyOrAssembly: true },
        FieldInfo field => field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static PropertyInfo? PropertyOf(MethodInfo method) =>
        method.DeclaringType!.GetProperties(All).FirstOrDefault(property => property.GetMethod == method);

    private static bool IsHidden(MemberInfo? member) => member?.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never;

    private static string Name(MethodBase method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
