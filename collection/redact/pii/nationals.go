package pii

import "strings"

func isCPF(n string) bool {
	return allDigits(n, 11) &&
		weighed(n, 10, 9, 8, 7, 6, 5, 4, 3, 2)*10%11%10 == digit(n, 9) &&
		weighed(n, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)*10%11%10 == digit(n, 10)
}

func isNIR(n string) bool {
	n = strings.Replace(strings.Replace(n, "2A", "19", 1), "2B", "18", 1) // Corsica
	if !allDigits(n, 15) || n[0] != '1' && n[0] != '2' {
		return false
	}
	month := numeric(n[3:5])
	return month >= 1 && month <= 12 && 97-numeric(n[:13])%97 == numeric(n[13:])
}

func isBSN(n string) bool {
	return allDigits(n, 9) && !strings.HasPrefix(n, "999") && // kept for tests
		(weighed(n, 9, 8, 7, 6, 5, 4, 3, 2)-digit(n, 8))%11 == 0
}

func isDNI(n string) bool {
	if len(n) != 9 {
		return false
	}
	if at := strings.IndexByte("XYZ", n[0]); at >= 0 {
		n = string(rune('0'+at)) + n[1:]
	}
	return only(n[:8], "") && "TRWAGMYFPDXBNJZSQVHLCKE"[numeric(n[:8])%23] == n[8]
}

func isCodiceFiscale(n string) bool {
	const shape = "AAAAAA99A99A999A"
	if len(n) != len(shape) {
		return false
	}
	// What the characters at odd places count, 0 to 9 and A to Z.
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i := range len(n) {
		isLetter, isDigit := n[i] >= 'A' && n[i] <= 'Z', n[i] >= '0' && n[i] <= '9'
		if shape[i] == 'A' && !isLetter || shape[i] == '9' && !isDigit {
			return false
		}
		at := int(n[i] - '0')
		if isLetter {
			at = int(n[i] - 'A')
		}
		switch {
		case i == len(n)-1:
			return int(n[i]-'A') == sum%26
		case i%2 == 0:
			sum += odd[at]
		default:
			sum += at
		}
	}
	return false
}

func isPESEL(n string) bool {
	if !allDigits(n, 11) {
		return false
	}
	month, day := numeric(n[2:4])%20, numeric(n[4:6]) // the century is added to the month
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 && weighed(n, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)%10 == 0
}

func isAadhaar(n string) bool { return allDigits(n, 12) && n[0] >= '2' && verhoeff(n) }

// verhoeff reports whether digits end in the check digit of Verhoeff's scheme.
func verhoeff(n string) bool {
	permuted := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	check := 0
	for i := range len(n) {
		d := digit(n, len(n)-1-i)
		for range i % 8 {
			d = permuted[d]
		}
		check = dihedral(check, d)
	}
	return check == 0
}

// dihedral multiplies two elements of the group of a pentagon's turns and flips.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return (a+b)%5 + 5
	case b < 5:
		return (a-b)%5 + 5
	}
	return (a - b + 5) % 5
}

func isTCKimlik(n string) bool {
	return allDigits(n, 11) && n[0] != '0' &&
		(weighed(n, 7, -1, 7, -1, 7, -1, 7, -1, 7)%10+10)%10 == digit(n, 9) &&
		weighed(n, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)%10 == digit(n, 10)
}

func isChinese(n string) bool {
	return len(n) == 18 && only(n[:17], "") && (n[6:8] == "19" || n[6:8] == "20") && isMonthDay(n[10:14]) && !strings.HasPrefix(n, "11010119900307") &&
		"10X98765432"[weighed(n, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11] == n[17]
}

func isRUT(n string) bool {
	if len(n) < 8 || len(n) > 9 || !only(n[:len(n)-1], "") || numeric(n[:len(n)-1]) >= 50_000_000 { // companies
		return false
	}
	sum := 0
	for i := range len(n) - 1 {
		sum += digit(n, len(n)-2-i) * (i%6 + 2)
	}
	return "0123456789K"[(11-sum%11)%11] == n[len(n)-1]
}

func isBelgian(n string) bool {
	if !allDigits(n, 11) || !isMonthDay(n[2:6]) {
		return false
	}
	check := numeric(n[9:])
	return 97-numeric(n[:9])%97 == check || n[0] < '4' && 97-(2_000_000_000+numeric(n[:9]))%97 == check // born in 2000 or later
}

func isPersonnummer(n string) bool {
	if len(n) == 12 {
		n = n[2:]
	}
	return allDigits(n, 10) && isMonthDay(n[2:6]) && luhn(n)
}

func isFodselsnummer(n string) bool {
	return allDigits(n, 11) && isMonthDay(n[2:4]+n[:2]) &&
		weighed(n, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)%11 == 0 && weighed(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

// isHETU reads a number of which the sign of the century is gone where it is "-".
func isHETU(n string) bool {
	if len(n) == 11 && n[6] >= 'A' && n[6] <= 'F' {
		n = n[:6] + n[7:]
	}
	return len(n) == 10 && only(n[:9], "") && isMonthDay(n[2:4]+n[:2]) && "0123456789ABCDEFHJKLMNPRSTUVWXY"[numeric(n[:9])%31] == n[9]
}

func isSouthAfrican(n string) bool { return allDigits(n, 13) && isMonthDay(n[2:6]) && luhn(n) }

func isRRN(n string) bool {
	return allDigits(n, 13) && isMonthDay(n[2:6]) && (11-weighed(n, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11)%10 == digit(n, 12)
}

func isIDNr(n string) bool {
	if !allDigits(n, 11) || n[0] == '0' {
		return false
	}
	var seen [10]int
	twice, most := 0, 0
	for i := range 10 {
		if seen[digit(n, i)]++; seen[digit(n, i)] == 2 {
			twice++
		}
		most = max(most, seen[digit(n, i)])
	}
	return twice == 1 && most <= 3 && mod1110(n)
}

func isNHS(n string) bool {
	return allDigits(n, 10) && n[0] != '9' && // kept for tests
		weighed(n, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

func isCURP(n string) bool {
	const values = "0123456789ABCDEFGHIJKLMN\x00OPQRSTUVWXYZ" // Ñ is between N and O
	if len(n) != 18 || !only(n[4:10], "") || !isMonthDay(n[6:10]) || strings.IndexByte("HMX", n[10]) < 0 || !only(n[17:], "") {
		return false
	}
	sum := 0
	for i := range 17 {
		sum += strings.IndexByte(values, n[i]) * (18 - i)
	}
	return (10-sum%10)%10 == digit(n, 17)
}

func isCUIL(n string) bool {
	return allDigits(n, 11) && strings.Contains(" 20 23 24 27 ", " "+n[:2]+" ") && // a person's
		"09987654321"[weighed(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11] == n[10]
}

func isEcuadorian(n string) bool {
	return allDigits(n, 10) && (numeric(n[:2]) >= 1 && numeric(n[:2]) <= 24 || n[:2] == "30") && n[2] < '6' && luhn(n)
}

func isSIN(n string) bool { return allDigits(n, 9) && n[0] != '0' && n[0] != '8' && luhn(n) }

func isAHV(n string) bool {
	return allDigits(n, 13) && strings.HasPrefix(n, "756") && weighed(n, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1)%10 == 0
}

func isIsraeli(n string) bool { return allDigits(n, 9) && luhn(n) }

func isCNP(n string) bool {
	if !allDigits(n, 13) || n[0] == '0' || !isMonthDay(n[3:7]) {
		return false
	}
	check := weighed(n, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11
	if check == 10 {
		check = 1
	}
	return check == digit(n, 12)
}

func isEGN(n string) bool {
	return allDigits(n, 10) && weighed(n, 2, 4, 8, 5, 10, 9, 7, 3, 6)%11%10 == digit(n, 9)
}

func isThai(n string) bool {
	return allDigits(n, 13) && n[0] != '0' && (11-weighed(n, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11)%10 == digit(n, 12)
}

func isOIB(n string) bool { return allDigits(n, 11) && mod1110(n) }

func isRodneCislo(n string) bool {
	if !allDigits(n, 10) {
		return false
	}
	month, day := numeric(n[2:4])%50, numeric(n[4:6]) // 50 is added to a woman's
	return (month >= 1 && month <= 12 || month >= 21 && month <= 32) && day >= 1 && day <= 31 &&
		(numeric(n)%11 == 0 || n[:2] < "85" && n[9] == '0' && numeric(n[:9])%11 == 10)
}

func isPortuguese(n string) bool {
	return allDigits(n, 9) && n[0] >= '1' && n[0] <= '3' && (11-weighed(n, 9, 8, 7, 6, 5, 4, 3, 2)%11)%11%10 == digit(n, 8)
}

func isIranian(n string) bool {
	if !allDigits(n, 10) {
		return false
	}
	check := weighed(n, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11
	if check >= 2 {
		check = 11 - check
	}
	return check == digit(n, 9)
}
