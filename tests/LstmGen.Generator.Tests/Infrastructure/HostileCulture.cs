using System.Globalization;

namespace LstmGen.Generator.Tests;

/// <summary>Turkish letters, and numbers that no C# compiler reads: what is generated must not notice.</summary>
internal sealed class HostileCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiBefore = CultureInfo.CurrentUICulture;

    public HostileCulture()
    {
        CultureInfo hostile = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        hostile.NumberFormat.NumberDecimalSeparator = "·";
        hostile.NumberFormat.NumberGroupSeparator = "'";
        hostile.NumberFormat.NegativeSign = "minus ";
        hostile.NumberFormat.PositiveSign = "plus ";
        hostile.NumberFormat.NaNSymbol = "no number";
        hostile.NumberFormat.NumberGroupSizes = [2];
        hostile.NumberFormat.NumberDecimalDigits = 7;
        CultureInfo.CurrentCulture = hostile;
        CultureInfo.CurrentUICulture = hostile;
    }

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _before;
        CultureInfo.CurrentUICulture = _uiBefore;
    }
}
