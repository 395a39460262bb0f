namespace LstmGen.Generator.Tests;

/// <summary>Every mistake in a declaration is one error, at the attribute, that says what to do, and brings no errors of the compiler with it.</summary>
public sealed class DiagnosticsTests
{
    private const string Model = "[LstmModel(LookBack = 5)] [Lstm(3)] [Dense(1)] ";
    private const string OnModel = "on \"LstmModel(LookBack = 5)\": ";

    public static TheoryData<string, string> Declarations { get; } = new()
    {
        { Model + "public class M;",
            "LSTMGEN001 " + OnModel + "Class 'M' is not partial; write 'partial class M', so that the generator can add the network to it" },
        { Model + "public partial record M;",
            "LSTMGEN002 " + OnModel + "'M' is a record; a model owns its parameters and is compared by identity, so declare it as 'partial class M'" },
        { Model + "public partial class M<T>;",
            "LSTMGEN003 " + OnModel + "Model 'M' cannot be generated because 'M' has type parameters; remove them or move the model out of 'M'" },
        { "public partial class Outer<T> { " + Model + "public partial class M; }",
            "LSTMGEN003 " + OnModel + "Model 'M' cannot be generated because 'Outer' has type parameters; remove them or move the model out of 'Outer'" },
        { Model + "public static partial class M;",
            "LSTMGEN005 " + OnModel + "'M' is 'static', and a model is a class to make instances of, written in two files; remove 'static'" },
        { Model + "public abstract partial class M;",
            "LSTMGEN005 " + OnModel + "'M' is 'abstract', and a model is a class to make instances of, written in two files; remove 'abstract'" },
        { Model + "file partial class M;",
            "LSTMGEN005 " + OnModel + "'M' is 'file', and a model is a class to make instances of, written in two files; remove 'file'" },
        { "file partial class Outer { " + Model + "public partial class M; }",
            "LSTMGEN005 " + OnModel + "'Outer' is 'file', and a model is a class to make instances of, written in two files; remove 'file'" },
        { "public partial class A { public class B { " + Model + "public partial class M; } }",
            "LSTMGEN006 " + OnModel + "Model 'M' is nested in 'B', which is not partial; write 'partial' on 'B' or move the model out of it" },
        { "public class Base; " + Model + "public partial class M : Base;",
            "LSTMGEN007 " + OnModel + "Class 'M' derives from 'Base', but this model derives from 'LstmGen.SequenceModel'; remove ': Base' and hold it as a field instead" },
        { "[LstmModel(LookBack = 5)] [Lstm(3)] public partial class M; [Dense(1)] public partial class M;",
            "LSTMGEN008 on \"Dense(1)\": Layer [Dense] is on another declaration of 'M' than [LstmModel]; move it there, because the order of the attributes is the order of the layers" },
        { "[Lstm(3)] [Dense(1)] public partial class M;",
            "LSTMGEN009 on \"Lstm(3)\": Class 'M' has layers but no [LstmModel], so nothing is generated; write [LstmModel(LookBack = 20)] above the layers" },
        { "[LstmModel(LookBack = 5)] public partial class M;",
            "LSTMGEN010 " + OnModel + "Model 'M' has no layers; write one attribute per layer under [LstmModel], for example [Lstm(50)] and [Dense(1)]" },
        { "[LstmModel] [Lstm(3)] [Dense(1)] public partial class M;",
            "LSTMGEN011 on \"LstmModel\": Model 'M' does not say how many steps a window has; write [LstmModel(LookBack = 20)]" },
        { "[LstmModel(LookBack = 5, Scaling = (Scaling)7)] [Lstm(3)] [Dense(1)] public partial class M;",
            "LSTMGEN013 on \"Scaling = (Scaling)7\": 'Scaling' is 7, which is no member of 'Scaling'; choose None, MinMax, Standard, Robust" },
        { "[LstmModel(LookBack = 5)] [Lstm(3, KernelInitializer = (Initializer)(-1))] [Dense(1)] public partial class M;",
            "LSTMGEN013 on \"KernelInitializer = (Initializer)(-1)\": 'KernelInitializer' is -1, which is no member of 'Initializer'; choose Zeros, Ones, "
            + "GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, Orthogonal, RandomUniform, RandomNormal, TorchUniform" },
        { Model + "public partial class M { public M(long x) { } }",
            "LSTMGEN017 on \"M\": Class 'M' declares the constructor 'M(long)', and the generator writes a member in its place; remove or rename it" },
        { Model + "public partial class M(int x) { public int X => x; }",
            "LSTMGEN017 on \"(int x)\": Class 'M' declares a primary constructor, and the generator writes a member in its place; remove or rename it" },
        { Model + "public partial class M { public float Predict(System.ReadOnlySpan<float> mine) => mine[0]; }",
            "LSTMGEN017 on \"Predict\": Class 'M' declares 'Predict(System.ReadOnlySpan<float>)', and the generator writes a member in its place; remove or rename it" },
        { Model + "public partial class State;",
            "LSTMGEN021 on \"State\": Class 'State' has the name of a member that the generator adds to it, which C# does not allow; rename the class, for example 'StateModel'" },
        { Model + "public partial class M { public enum State { On } }",
            "LSTMGEN017 on \"State\": Class 'M' declares 'State', and the generator writes a member in its place; remove or rename it" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task A_wrong_declaration_is_one_error(string source, string expected) =>
        Assert.Equal([expected], await Reported.For(source));

    [Fact]
    public async Task A_struct_is_refused_beside_the_compilers_own_error()
    {
        string[] reported = await Reported.For(Model + "public partial struct M;");
        Assert.Equal(
            "LSTMGEN002 " + OnModel + "'M' is a struct; a model owns its parameters and is compared by identity, so declare it as 'partial class M'",
            Assert.Single(reported, line => line.StartsWith("LSTMGEN", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once() =>
        Assert.Equal(
            ["LSTMGEN001", "LSTMGEN003", "LSTMGEN005", "LSTMGEN006"],
            (await Reported.For("public class Outer { " + Model + "public static class M<T>; }")).Select(line => line[..10]));

    [Fact]
    public async Task What_the_compiler_cannot_read_is_left_to_the_compiler() =>
        Assert.All(
            await Reported.For("[LstmModel(LookBack = Unknown)] [Lstm(Unknown)] [Dense(\"1\")] public partial class M;"),
            line => Assert.StartsWith("CS", line, StringComparison.Ordinal));

    [Fact]
    public async Task A_second_model_attribute_is_left_to_the_compiler() =>
        Assert.All(
            await Reported.For(Model + "public partial class M; [LstmModel(LookBack = 6)] public partial class M;"),
            line => Assert.StartsWith("CS0579", line, StringComparison.Ordinal));

    [Fact]
    public async Task A_sound_model_is_met_with_silence() =>
        Assert.Empty(await Reported.For(Model + "public sealed partial class M; public partial class M { public int Own => 1; public float Predict(int mine) => mine; }"));
}
